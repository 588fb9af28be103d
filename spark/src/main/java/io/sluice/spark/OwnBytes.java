package io.sluice.spark;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Objects in the engine's own bytes among what Spark's serializers write, since neither Java's serialization nor Spark's Kryo
 * takes all that programs have. The bytes come in pieces, each after its length (4 bytes), and 0 ends them.
 */
final class OwnBytes {
    private static final int PIECE = 1 << 16;

    private OwnBytes() {}

    static void write(ObjectOutput out, Iterator<?> objects) throws IOException {
        RecordCodecs codecs = codecs();
        RecordCodec codec = codecs.borrow();
        try (RecordCodec.Writer writer = codec.writer(new Pieces(out))) {
            while (objects.hasNext()) {
                writer.write(objects.next());
            }
        }
        codecs.giveBack(codec);
    }

    static List<Object> read(ObjectInput in, int count) throws IOException {
        RecordCodecs codecs = codecs();
        RecordCodec codec = codecs.borrow();
        List<Object> objects = new ArrayList<>(count);
        try (RecordCodec.Reader reader = codec.reader(new Joined(in))) {
            for (int i = 0; i < count; i++) {
                objects.add(reader.read());
            }
        }
        codecs.giveBack(codec);
        return objects;
    }

    /** Those of the calling thread, which knows the classes of the program. */
    static RecordCodecs codecs() {
        return CodecPool.of(Thread.currentThread().getContextClassLoader());
    }

    private static final class Pieces extends OutputStream {
        private final ObjectOutput out;
        private final byte[] piece = new byte[PIECE];
        private int size;

        Pieces(ObjectOutput out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            if (size == PIECE) {
                send();
            }
            piece[size++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int written = 0;
            while (written < length) {
                if (size == PIECE) {
                    send();
                }
                int fits = Math.min(PIECE - size, length - written);
                System.arraycopy(bytes, from + written, piece, size, fits);
                size += fits;
                written += fits;
            }
        }

        private void send() throws IOException {
            out.writeInt(size);
            out.write(piece, 0, size);
            size = 0;
        }

        @Override
        public void close() throws IOException {
            if (size > 0) {
                send();
            }
            out.writeInt(0);
        }
    }

    private static final class Joined extends InputStream {
        private final ObjectInput in;
        private byte[] piece = new byte[0];
        private int next;
        private boolean over;

        Joined(ObjectInput in) {
            this.in = in;
        }

        private boolean atEnd() throws IOException {
            if (next == piece.length && !over) {
                piece = new byte[in.readInt()];
                in.readFully(piece);
                next = 0;
                over = piece.length == 0;
            }
            return over;
        }

        @Override
        public int read() throws IOException {
            return atEnd() ? -1 : piece[next++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (atEnd()) {
                return -1;
            }
            int some = Math.min(length, piece.length - next);
            System.arraycopy(piece, next, bytes, from, some);
            next += some;
            return some;
        }

        /** What follows in the stream is somebody else's. */
        @Override
        public void close() throws IOException {
            while (!atEnd()) {
                next = piece.length;
            }
        }
    }
}
