package io.sluice.storage;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/**
 * The content of one file, decompressed, with every failure turned into an error that names the file. Reads the bytes
 * that the file had when it was listed, and notices when some are missing. Confined to one thread.
 */
final class FileContent implements Closeable {
    private final InputFile file;
    private final Bytes bytes;
    private final InputStream content;

    private FileContent(InputFile file, Bytes bytes, InputStream content) {
        this.file = file;
        this.bytes = bytes;
        this.content = content;
    }

    /** Opens a file at an offset, which is 0 for a compressed one. */
    static FileContent open(InputFile file, long from) {
        Bytes bytes = new Bytes(file, from);
        try {
            // an empty file is no compressed stream, and holds nothing all the same
            InputStream content =
                    file.length() == 0 ? bytes : file.compression().decode(bytes);
            return new FileContent(file, bytes, content);
        } catch (IOException e) {
            bytes.close();
            throw corrupt(file, bytes, e);
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Opens a file as it lies there, compressed or not. */
    static FileContent openRaw(InputFile file) {
        Bytes bytes = new Bytes(file, 0);
        return new FileContent(file, bytes, bytes);
    }

    /** Reads at least one byte and at most {@code length}; -1 at the end. */
    int read(byte[] into, int offset, int length) {
        try {
            return content.read(into, offset, length);
        } catch (IOException e) {
            throw corrupt(file, bytes, e);
        }
    }

    /** Reads until {@code length} bytes are there or the content ends; gives how many there are. */
    int readFully(byte[] into, int offset, int length) {
        int done = 0;
        while (done < length) {
            int read = read(into, offset + done, length - done);
            if (read < 0) {
                break;
            }
            done += read;
        }
        return done;
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            bytes.close(); // a decoder that cannot close has nothing to say that reading did not
        }
    }

    /** {@link Bytes} throws no IOException, so one that arrives here is the decoder's. */
    private static RuntimeException corrupt(InputFile file, Bytes bytes, IOException cause) {
        String what =
                cause instanceof EOFException || StorageErrors.describe(cause).contains("Truncated")
                        ? "the compressed content ends too early"
                        : "the compressed content cannot be decoded (" + StorageErrors.describe(cause) + ")";
        return StorageErrors.corrupt(file.path(), bytes.offset, what, cause);
    }

    /** The bytes as they lie in the file, up to its listed length. */
    private static final class Bytes extends InputStream {
        private final InputFile file;
        private final InputStream in;
        private long offset;

        Bytes(InputFile file, long from) {
            this.file = file;
            InputStream opened = null;
            try {
                // unlike a channel, this stream survives an interrupt, so cancelling a job never looks like a bad disk
                opened = Files.newInputStream(file.asPath());
                long found = Files.size(file.asPath());
                if (found < file.length()) {
                    throw StorageErrors.changed(file.path(), file.length(), found);
                }
                opened.skipNBytes(from);
                in = opened;
                opened = null;
            } catch (EOFException e) {
                throw StorageErrors.changed(file.path(), file.length(), from);
            } catch (IOException e) {
                throw StorageErrors.reading(file.path(), e);
            } finally {
                closeQuietly(opened);
            }
            offset = from;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            long left = file.length() - offset;
            if (left == 0) {
                return -1;
            }
            int read;
            try {
                read = in.read(into, from, (int) Math.min(length, left));
            } catch (IOException e) {
                throw StorageErrors.reading(file.path(), e);
            }
            if (read < 0) {
                throw StorageErrors.changed(file.path(), file.length(), offset);
            }
            offset += read;
            return read;
        }

        /** What gzip asks to learn whether another compressed stream follows. */
        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, file.length() - offset);
        }

        @Override
        public void close() {
            closeQuietly(in);
        }

        private static void closeQuietly(InputStream in) {
            if (in != null) {
                try {
                    in.close();
                } catch (IOException e) {
                    // only read from: nothing can be lost
                }
            }
        }
    }
}
