package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes text from a connection into arrays, and puts each run of whole lines into the open block as it lies there. No line
 * is copied or decoded on the way, but for the beginning of a line at the end of a full array, which moves to the next
 * array. Confined to the thread that receives.
 */
final class LineIntake {
    private static final int ARRAY_LENGTH = 256 * 1024;
    private static final int LONGEST_LINE_LIMIT = 1 << 30;

    private final String address;
    private final OpenText text;
    private final BlockIntake<String> store;
    private final int longestLine;
    private byte[] array = new byte[ARRAY_LENGTH];
    private int lineStart;
    private int end;

    LineIntake(String address, OpenText text, BlockIntake<String> store) {
        this.address = address;
        this.text = text;
        this.store = store;
        this.longestLine =
                (int) Math.min(LONGEST_LINE_LIMIT, Runtime.getRuntime().maxMemory() / 4);
    }

    /** Receives until the stream ends; a last line without a line feed counts. */
    void receiveAll(InputStream in) throws IOException, InterruptedException {
        makeRoom();
        for (int read = in.read(array, end, array.length - end); read >= 0; ) {
            received(read);
            makeRoom();
            read = in.read(array, end, array.length - end);
        }
        if (end > lineStart) {
            array[end] = '\n';
            received(1);
        }
    }

    /** The bytes of a line that has not ended yet. */
    long unfinished() {
        return (long) end - lineStart;
    }

    private void received(int bytes) throws InterruptedException {
        int from = end;
        end += bytes;
        int lines = LineEnds.count(array, from, end);
        if (lines > 0) {
            store(LineEnds.last(array, from, end) + 1, lines);
        }
    }

    private void store(int until, long lines) throws InterruptedException {
        for (long left = lines; left > 0; ) {
            long permitted = store.rate().take(left);
            int storeUntil = permitted == left ? until : LineEnds.afterLines(array, lineStart, until, permitted);
            store.reserve(storeUntil - lineStart);
            text.add(array, lineStart, storeUntil, permitted);
            store.filled(storeUntil - lineStart);
            lineStart = storeUntil;
            left -= permitted;
        }
    }

    /** Goes on to another array when this one is nearly full, with the beginning of the line that has not ended. */
    private void makeRoom() {
        if (array.length - end >= ARRAY_LENGTH / 8) {
            return;
        }
        int begun = end - lineStart;
        if (begun > longestLine) {
            throw tooLong();
        }
        int length = (int) Math.max(ARRAY_LENGTH, Math.min(2L * begun, longestLine + (long) ARRAY_LENGTH));
        byte[] larger = new byte[length];
        System.arraycopy(array, lineStart, larger, 0, begun);
        array = larger;
        lineStart = 0;
        end = begun;
    }

    private StreamException tooLong() {
        return ReceiverErrors.lineTooLong(address, longestLine);
    }
}
