package io.sluice.storage;

import java.io.Closeable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of one split of a text file, as UTF-8. A line ends at {@code '\n'}, with a {@code '\r'} before it taken off,
 * or at the end of the file; bytes that are no UTF-8 become U+FFFD. Confined to one task.
 *
 * <p>Which split reads a line that crosses its border: a split other than the first starts after the first {@code '\n'}
 * at or after {@code from}, and reads every line that starts at or before {@code until}. So each line is read exactly
 * once wherever the cuts fall, and no split needs to know the others (the rule of Hadoop's line reader).
 *
 * <p>The search for {@code '\n'} looks at eight bytes at once, which the word count of the benchmarks earned.
 */
public final class LineReader implements Closeable {
    /** The longest line, in bytes, unless told otherwise: what fits in an array. */
    public static final int LONGEST_LINE = Integer.MAX_VALUE - 8;

    private static final int BUFFER_BYTES = 128 << 10;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long NEWLINES = ONES * '\n';

    private final String path;
    private final FileContent content;
    private final int longestLine;
    /** The last offset at which a line of this split may start. */
    private final long lastStart;

    private byte[] buffer;
    /** Offset in the content of {@code buffer[0]}. */
    private long bufferOffset;
    /** The unread bytes are {@code buffer[next .. end - 1]}. */
    private int next;

    private int end;
    private int lineFrom;
    private int lineUntil;
    private long lineOffset;

    /** Takes one line; may throw what the caller declares. */
    @FunctionalInterface
    public interface LineConsumer<X extends Exception> {
        void accept(String line) throws X;
    }

    private LineReader(FileSplit split, int longestLine) {
        if (longestLine < 1) {
            throw new IllegalArgumentException("the longest line must have at least 1 byte, got " + longestLine);
        }
        InputFile file = split.file();
        boolean splittable = file.compression().isSplittable();
        if (!splittable && !split.isWhole()) {
            throw new IllegalArgumentException("'%s' is compressed and cannot be read from byte %d to %d only"
                    .formatted(file.path(), split.from(), split.until()));
        }
        this.path = file.path();
        this.longestLine = Math.min(longestLine, LONGEST_LINE);
        this.lastStart = splittable ? split.until() : Long.MAX_VALUE;
        this.bufferOffset = split.from();
        this.buffer = new byte[splittable ? (int) Math.min(BUFFER_BYTES, Math.max(1, file.length())) : BUFFER_BYTES];
        this.content = FileContent.open(file, split.from());
    }

    /** Opens a split. */
    public static LineReader open(FileSplit split) {
        return open(split, LONGEST_LINE);
    }

    /** Opens a split of a file whose lines must not have more than {@code longestLine} bytes. */
    public static LineReader open(FileSplit split, int longestLine) {
        LineReader reader = new LineReader(split, longestLine);
        if (split.from() > 0) {
            try {
                reader.skipLine();
            } catch (RuntimeException e) {
                reader.close();
                throw e;
            }
        }
        return reader;
    }

    /**
     * Goes to the next line; false if there is none.
     *
     * @throws io.sluice.error.StreamException {@code LINE_TOO_LONG}; {@code INPUT_CHANGED} if the file has become
     *     shorter; {@code INPUT_CORRUPT} if it cannot be decompressed
     */
    public boolean advance() {
        if (bufferOffset + next > lastStart) {
            return false;
        }
        int newline = indexOfNewline(next);
        while (newline < 0) {
            int searched = end - next;
            if (!fill()) {
                return next < end && take(end, end);
            }
            newline = indexOfNewline(next + searched);
        }
        return take(newline > next && buffer[newline - 1] == '\r' ? newline - 1 : newline, newline + 1);
    }

    /** The line that {@link #advance} went to. Makes a new String each time. */
    public String line() {
        return new String(buffer, lineFrom, lineUntil - lineFrom, StandardCharsets.UTF_8);
    }

    /** Hands every line that is left to {@code consumer}: the fast way. */
    public <X extends Exception> void forEach(LineConsumer<X> consumer) throws X {
        while (advance()) {
            consumer.accept(line());
        }
    }

    /** The lines that are left. Asking whether there is another one moves {@link #position} to it. */
    public Iterator<String> iterator() {
        return new Iterator<>() {
            private boolean ready;

            @Override
            public boolean hasNext() {
                ready = ready || advance();
                return ready;
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no line left in " + path);
                }
                ready = false;
                return line();
            }
        };
    }

    /** Where the current line starts. */
    public FilePosition position() {
        return new FilePosition(path, lineOffset);
    }

    @Override
    public void close() {
        content.close();
    }

    /** Passes over the rest of a line that belongs to the split before, without keeping it. */
    private void skipLine() {
        int newline = indexOfNewline(next);
        while (newline < 0) {
            next = end;
            if (!fill()) {
                return;
            }
            newline = indexOfNewline(next);
        }
        next = newline + 1;
    }

    /** Moves the unread bytes to the front and reads more behind them; false at the end of the content. */
    private boolean fill() {
        int kept = end - next;
        // a '\r' that will be taken off may come on top; where that does not fit in an array, the line is too long
        if (kept > longestLine + 1L || kept == LONGEST_LINE) {
            throw StorageErrors.lineTooLong(path, bufferOffset + next, longestLine);
        }
        byte[] target = buffer;
        if (kept == buffer.length) {
            target = new byte[(int) Math.min(2L * buffer.length, LONGEST_LINE)];
        } else if (buffer.length > BUFFER_BYTES && kept < BUFFER_BYTES) {
            target = new byte[BUFFER_BYTES]; // a long line is over: give its memory back
        }
        System.arraycopy(buffer, next, target, 0, kept);
        buffer = target;
        bufferOffset += next;
        next = 0;
        end = kept;
        int read = content.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    /** Makes the unread bytes up to {@code until} the current line. */
    private boolean take(int until, int following) {
        lineFrom = next;
        lineUntil = until;
        lineOffset = bufferOffset + next;
        next = following;
        if (until - lineFrom > longestLine) {
            throw StorageErrors.lineTooLong(path, lineOffset, longestLine);
        }
        return true;
    }

    /** Index of the first newline at or after {@code from} and before {@link #end}; -1 if there is none. */
    private int indexOfNewline(int from) {
        byte[] bytes = buffer;
        int until = end;
        int i = from;
        for (; i <= until - Long.BYTES; i += Long.BYTES) {
            long difference = (long) WORDS.get(bytes, i) ^ NEWLINES;
            // a byte that is zero borrows into its high bit; the lowest such bit is exact
            long found = (difference - ONES) & ~difference & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < until; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
