package io.sluice.serializer;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.KryoBufferUnderflowException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Kryo: compact and fast. Confined to the task that borrowed it. */
final class KryoCodec implements RecordCodec {
    private static final int BUFFER = 4096;

    private final Kryo kryo;
    private final Output copyOut = new Output(BUFFER, -1);
    private final Input copyIn = new Input();

    KryoCodec(Kryo kryo) {
        this.kryo = kryo;
    }

    @Override
    public Writer writer(OutputStream out) {
        return new KryoWriter(new Output(out, BUFFER));
    }

    @Override
    public Reader reader(InputStream in) {
        return new KryoReader(new Input(in, BUFFER));
    }

    @Override
    @SuppressWarnings("unchecked") // a copy has the class of the original
    public <T> T copy(T record) {
        copyOut.reset();
        try {
            write(copyOut, record);
        } catch (IOException e) {
            throw SerializationErrors.recordNotSerializable(record, e); // no stream is involved: the record's own doing
        }
        copyIn.setBuffer(copyOut.getBuffer(), 0, copyOut.position());
        return (T) kryo.readClassAndObject(copyIn);
    }

    private void write(Output out, Object record) throws IOException {
        try {
            kryo.writeClassAndObject(out, record);
        } catch (KryoException e) {
            throwIfInputOutput(e);
            throw SerializationErrors.recordNotSerializable(record, e);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw SerializationErrors.recordNotSerializable(record, e);
        }
    }

    private static void throwIfInputOutput(KryoException e) throws IOException {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io && !(cause instanceof java.io.ObjectStreamException)) {
                throw io;
            }
        }
    }

    private final class KryoWriter implements Writer {
        private final Output out;

        KryoWriter(Output out) {
            this.out = out;
        }

        @Override
        public void write(Object record) throws IOException {
            KryoCodec.this.write(out, record);
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (KryoException e) {
                throwIfInputOutput(e);
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (KryoException e) {
                throwIfInputOutput(e);
                throw e;
            }
        }
    }

    private final class KryoReader implements Reader {
        private final Input in;

        KryoReader(Input in) {
            this.in = in;
        }

        @Override
        public Object read() throws IOException {
            try {
                return kryo.readClassAndObject(in);
            } catch (KryoBufferUnderflowException e) {
                throw (EOFException) new EOFException("the records end").initCause(e);
            } catch (KryoException e) {
                throwIfInputOutput(e);
                throw new IOException("a record cannot be read back: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
