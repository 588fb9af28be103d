package io.sluice.storage;

import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The records of one split of a file whose records all have the same length. A split reads the records that start in it.
 * Compressed files are read whole. Confined to one task.
 */
public final class FixedRecordReader implements Iterator<byte[]>, Closeable {
    private static final int BUFFER_BYTES = 128 << 10;

    private final InputFile file;
    private final int recordLength;
    private final FileContent content;
    /** Offset of the first record that is not read; unknown, so never reached, in a compressed file. */
    private final long until;
    /** As many whole records as are worth one read. */
    private final byte[] buffer;

    private int next;
    private int end;
    private long offset;

    private FixedRecordReader(FileSplit split, int recordLength) {
        this.file = split.file();
        this.recordLength = recordLength;
        boolean splittable = file.compression().isSplittable();
        this.until = splittable ? split.until() : Long.MAX_VALUE;
        long records = (split.from() + recordLength - 1) / recordLength;
        this.offset = splittable ? records * recordLength : 0;
        this.buffer = new byte[recordLength * Math.max(1, BUFFER_BYTES / recordLength)];
        this.content = FileContent.open(file, Math.min(offset, file.length()));
    }

    /**
     * Opens a split.
     *
     * @throws io.sluice.error.StreamException {@code RECORD_LENGTH_WRONG} if the file is no multiple of the length; of
     *     a compressed file this shows at its end only
     */
    public static FixedRecordReader open(FileSplit split, int recordLength) {
        if (recordLength < 1) {
            throw new IllegalArgumentException("the record length must be at least 1, got " + recordLength);
        }
        InputFile file = split.file();
        if (file.compression().isSplittable() && file.length() % recordLength != 0) {
            throw StorageErrors.recordLengthWrong(file.path(), file.length(), recordLength);
        }
        return new FixedRecordReader(split, recordLength);
    }

    @Override
    public boolean hasNext() {
        if (offset >= until) {
            return false;
        }
        if (next == end) {
            next = 0;
            end = content.readFully(buffer, 0, buffer.length);
            int rest = end % recordLength;
            if (rest != 0) {
                throw StorageErrors.recordLengthWrong(file.path(), offset + end, recordLength);
            }
        }
        return next < end;
    }

    /** The next record, in an array of its own. */
    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no record left in " + file.path());
        }
        byte[] record = new byte[recordLength];
        System.arraycopy(buffer, next, record, 0, recordLength);
        next += recordLength;
        offset += recordLength;
        return record;
    }

    /** Where the last record that {@link #next} gave starts. */
    public FilePosition position() {
        return new FilePosition(file.path(), Math.max(0, offset - recordLength));
    }

    @Override
    public void close() {
        content.close();
    }
}
