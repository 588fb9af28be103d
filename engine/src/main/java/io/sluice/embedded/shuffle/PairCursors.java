package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;
import java.util.Iterator;
import java.util.List;

/** Small cursors. */
final class PairCursors {
    private PairCursors() {}

    /** Opens a cursor when its turn comes. */
    @FunctionalInterface
    interface Opening {
        PairCursor<Object, Object> open() throws Exception;
    }

    /** No pairs. */
    static PairCursor<Object, Object> empty() {
        return concat(List.of());
    }

    /** The same pairs; {@code atEnd} runs once, at the end or when closed before. */
    static PairCursor<Object, Object> closing(PairCursor<Object, Object> pairs, Runnable atEnd) {
        return new PairCursor<>() {
            private boolean ended;

            @Override
            public boolean next() throws Exception {
                if (!ended && pairs.next()) {
                    return true;
                }
                close();
                return false;
            }

            @Override
            public Object key() {
                return pairs.key();
            }

            @Override
            public Object value() {
                return pairs.value();
            }

            @Override
            public Tuple2<Object, Object> pair() {
                return pairs.pair();
            }

            @Override
            public boolean shared() {
                return pairs.shared();
            }

            @Override
            public void close() {
                if (!ended) {
                    ended = true;
                    try {
                        pairs.close();
                    } finally {
                        atEnd.run();
                    }
                }
            }
        };
    }

    /** The pairs of several cursors, one after another; each is opened when its turn comes. */
    static PairCursor<Object, Object> concat(List<Opening> parts) {
        Iterator<Opening> rest = parts.iterator();
        return new PairCursor<>() {
            private PairCursor<Object, Object> current;

            @Override
            public boolean next() throws Exception {
                while (current == null || !current.next()) {
                    close();
                    if (!rest.hasNext()) {
                        return false;
                    }
                    current = rest.next().open();
                }
                return true;
            }

            @Override
            public Object key() {
                return current.key();
            }

            @Override
            public Object value() {
                return current.value();
            }

            @Override
            public Tuple2<Object, Object> pair() {
                return current.pair();
            }

            @Override
            public boolean shared() {
                return current.shared();
            }

            @Override
            public void close() {
                if (current != null) {
                    current.close();
                    current = null;
                }
            }
        };
    }
}
