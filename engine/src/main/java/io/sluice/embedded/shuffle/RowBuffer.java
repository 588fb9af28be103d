package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs in the order they came, in chunks, so that growing copies little and no array is so large that the garbage
 * collector treats it apart. Confined while it grows; then immutable.
 */
final class RowBuffer {
    private static final int FIRST_CHUNK = 16;
    private static final int CHUNK = 4096;

    /** How many rows are brought near the processor at a time; a chunk is a multiple of it. */
    private static final int AHEAD = 32;

    private final List<Object[]> full = new ArrayList<>();
    private Object[] last = new Object[FIRST_CHUNK];
    private int inLast;

    void add(Tuple2<?, ?> row) {
        if (inLast == last.length) {
            makeRoom();
        }
        last[inLast++] = row;
    }

    long size() {
        return (long) full.size() * CHUNK + inLast;
    }

    Cursor open() {
        return new Cursor();
    }

    private void makeRoom() {
        if (inLast < CHUNK) {
            last = Arrays.copyOf(last, inLast * 4);
        } else {
            full.add(last);
            last = new Object[CHUNK];
            inLast = 0;
        }
    }

    /** Walks over the rows. Confined. */
    final class Cursor implements PairCursor<Object, Object> {
        private int chunk = -1;
        private Object[] rows = {};
        private int count;
        private int next;
        private Tuple2<?, ?> row;

        @SuppressWarnings("unused") // written so that what is only looked at is not optimised away
        private int seen;

        @Override
        public boolean next() {
            if (next == count && !nextChunk()) {
                return false;
            }
            if (next % AHEAD == 0) {
                lookAhead();
            }
            row = (Tuple2<?, ?>) rows[next++];
            return true;
        }

        /** Rows were made by another task, and lie in memory that this processor has not seen: waits for several at once. */
        private void lookAhead() {
            int there = 0;
            for (int i = next; i < Math.min(next + AHEAD, count); i++) {
                there += ((Tuple2<?, ?>) rows[i])._1() == null ? 0 : 1;
            }
            seen = there;
        }

        private boolean nextChunk() {
            if (chunk == full.size()) {
                return false;
            }
            chunk++;
            next = 0;
            rows = chunk < full.size() ? full.get(chunk) : last;
            count = chunk < full.size() ? CHUNK : inLast;
            return count > 0;
        }

        @Override
        public Object key() {
            return row._1();
        }

        @Override
        public Object value() {
            return row._2();
        }

        @Override
        @SuppressWarnings("unchecked") // whoever reads knows the types
        public Tuple2<Object, Object> pair() {
            return (Tuple2<Object, Object>) row;
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public void close() {}
    }
}
