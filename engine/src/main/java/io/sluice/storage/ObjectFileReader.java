package io.sluice.storage;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The records of an object file, whose format {@link ObjectFileWriter} describes. Nothing of a frame is given before its
 * checksum is right. Confined to one task.
 */
public final class ObjectFileReader implements Iterator<Object>, Closeable {
    private static final int STEP_BYTES = 1 << 20;

    private final InputFile file;
    private final ObjectCodec codec;
    private final FileContent content;
    private final byte[] prefix = new byte[ObjectFileWriter.PREFIX_BYTES];

    /** Where the next unread byte of the content is. */
    private long offset;
    /** Where the frame in {@link #payload} starts. */
    private long frameOffset;

    private ByteBuffer payload = ByteBuffer.allocate(0);
    private long records;
    private boolean ended;

    private ObjectFileReader(InputFile file, ObjectCodec codec) {
        this.file = file;
        this.codec = codec;
        this.content = FileContent.open(file, 0);
    }

    /**
     * Opens an object file.
     *
     * @throws io.sluice.error.StreamException {@code INPUT_CORRUPT} if it is none, or of a newer version; so does
     *     reading on where a checksum is wrong or the file ends too early
     */
    public static ObjectFileReader open(InputFile file, ObjectCodec codec) {
        ObjectFileReader reader = new ObjectFileReader(file, codec);
        try {
            reader.readHeader();
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        while (!payload.hasRemaining() && !ended) {
            readFrame();
        }
        return payload.hasRemaining();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no record left in " + file.path());
        }
        int size = payload.remaining() < Integer.BYTES ? -1 : payload.getInt();
        if (size < 0 || size > payload.remaining()) {
            throw corrupt(frameOffset, "a record of %d bytes does not fit in its frame".formatted(size));
        }
        int from = payload.position();
        payload.position(from + size);
        records++;
        return codec.decode(payload.array(), from, size);
    }

    /** The frame that holds the last record given. */
    public FilePosition position() {
        return new FilePosition(file.path(), frameOffset);
    }

    @Override
    public void close() {
        content.close();
    }

    private void readHeader() {
        byte[] header = new byte[ObjectFileWriter.HEADER_BYTES];
        int read = read(header, header.length);
        if (read < header.length || !ObjectFileWriter.hasMagic(header)) {
            throw corrupt(0, "this is no object file, which would start with SLUOBJ");
        }
        short version = ByteBuffer.wrap(header).getShort(ObjectFileWriter.MAGIC.length);
        if (version != ObjectFileWriter.VERSION) {
            throw corrupt(
                    ObjectFileWriter.MAGIC.length,
                    "the format is version %d and this Sluice reads version %d"
                            .formatted(version, ObjectFileWriter.VERSION));
        }
    }

    private void readFrame() {
        frameOffset = offset;
        readExactly(prefix, prefix.length);
        ByteBuffer fields = ByteBuffer.wrap(prefix);
        int length = fields.getInt();
        int crc = fields.getInt();
        ended = length == ObjectFileWriter.END;
        if (length < 1 && !ended) {
            throw corrupt(frameOffset, "a frame of %d bytes is impossible".formatted(length));
        }
        int size = ended ? Long.BYTES : length;
        byte[] bytes = readGrowing(size);
        int found = ObjectFileWriter.checksum(length, bytes, size);
        if (found != crc) {
            throw corrupt(frameOffset, "the checksum is %08x and should be %08x".formatted(found, crc));
        }
        if (ended) {
            checkEnd(ByteBuffer.wrap(bytes).getLong());
        } else {
            payload = ByteBuffer.wrap(bytes, 0, size);
        }
    }

    private void checkEnd(long expected) {
        if (records != expected) {
            throw corrupt(frameOffset, "%d records were read and %d were written".formatted(records, expected));
        }
        if (read(prefix, 1) != 0) {
            throw corrupt(offset - 1, "there are bytes after the end");
        }
    }

    /** Grows with what is really there, so that a damaged length asks for no huge array. */
    private byte[] readGrowing(int size) {
        byte[] bytes = new byte[Math.min(size, STEP_BYTES)];
        int done = 0;
        while (true) {
            int read = content.readFully(bytes, done, bytes.length - done);
            offset += read;
            done += read;
            if (done < bytes.length) {
                throw tooShort();
            }
            if (done == size) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * bytes.length));
        }
    }

    private void readExactly(byte[] into, int length) {
        if (read(into, length) < length) {
            throw tooShort();
        }
    }

    private int read(byte[] into, int length) {
        int read = content.readFully(into, 0, length);
        offset += read;
        return read;
    }

    private RuntimeException tooShort() {
        return corrupt(offset, "the file ends inside a frame, or before its end mark");
    }

    private RuntimeException corrupt(long at, String what) {
        return StorageErrors.corrupt(file.path(), at, what, null);
    }
}
