package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The pull form of a cursor; closes it at the end. Confined. */
final class PairIterator<K, V> implements Iterator<Tuple2<K, V>> {
    private final PairCursor<K, V> pairs;
    private boolean ready;
    private boolean ended;

    PairIterator(PairCursor<K, V> pairs) {
        this.pairs = pairs;
    }

    @Override
    public boolean hasNext() {
        if (!ready && !ended) {
            ready = step();
            ended = !ready;
        }
        return ready;
    }

    @Override
    public Tuple2<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more pairs");
        }
        ready = false;
        return pairs.pair();
    }

    private boolean step() {
        try {
            if (pairs.next()) {
                return true;
            }
        } catch (RuntimeException | Error e) {
            pairs.close();
            throw e;
        } catch (Exception e) {
            pairs.close();
            throw Sneaky.rethrow(e);
        }
        pairs.close();
        return false;
    }

    /** An iterator may not declare what a user's function throws while runs are merged, and wrapping would hide it. */
    private static final class Sneaky {
        @SuppressWarnings("unchecked") // erased: nothing is cast
        static <E extends Throwable> RuntimeException rethrow(Throwable e) throws E {
            throw (E) e;
        }
    }
}
