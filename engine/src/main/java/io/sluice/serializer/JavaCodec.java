package io.sluice.serializer;

import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;

/** Java's own serialisation. Confined to the task that borrowed it; in fact stateless. */
final class JavaCodec implements RecordCodec {
    /** Class descriptions and shared objects are kept until a reset, so that records must not pile up before one. */
    private static final int RECORDS_BETWEEN_RESETS = 100;

    private final ClassLoader loader;

    JavaCodec(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public Writer writer(OutputStream out) throws IOException {
        ObjectOutputStream objects = new ObjectOutputStream(out);
        return new Writer() {
            private int written;

            @Override
            public void write(Object record) throws IOException {
                try {
                    objects.writeUnshared(record);
                } catch (java.io.ObjectStreamException | RuntimeException | StackOverflowError e) {
                    throw SerializationErrors.recordNotSerializable(record, e);
                }
                if (++written % RECORDS_BETWEEN_RESETS == 0) {
                    objects.reset();
                }
            }

            @Override
            public void flush() throws IOException {
                objects.flush();
            }

            @Override
            public void close() throws IOException {
                objects.close();
            }
        };
    }

    @Override
    public Reader reader(InputStream in) throws IOException {
        ObjectInputStream objects = new LoaderInputStream(in, loader);
        return new Reader() {
            @Override
            public Object read() throws IOException {
                try {
                    return objects.readObject();
                } catch (ClassNotFoundException e) {
                    throw StreamException.internal("Cannot read back a record of a class that is gone.", e);
                }
            }

            @Override
            public void close() throws IOException {
                objects.close();
            }
        };
    }

    @Override
    @SuppressWarnings("unchecked") // a copy has the class of the original
    public <T> T copy(T record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Writer writer = writer(bytes)) {
                writer.write(record);
            }
            try (Reader reader = reader(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) reader.read();
            }
        } catch (IOException e) {
            throw SerializationErrors.recordNotSerializable(record, e);
        }
    }

    /** Finds the user's classes, whichever loader they came from. */
    static final class LoaderInputStream extends ObjectInputStream {
        private final ClassLoader loader;

        LoaderInputStream(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description); // primitives, which have no loader
            }
        }
    }
}
