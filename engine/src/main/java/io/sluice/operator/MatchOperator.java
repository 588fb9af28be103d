package io.sluice.operator;

import io.sluice.Tuple2;
import io.sluice.function.Function2;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The pairs of a join: for each key, each value of the first input with each of the second.
 *
 * @param keepFirst whether a value of the first input without partner is paired with null
 * @param keepSecond the same for the second input
 * @param pairing makes the two values of a pair one
 */
public record MatchOperator<K, V, W, R>(
        boolean keepFirst, boolean keepSecond, Function2<? super V, ? super W, ? extends R> pairing)
        implements Operator<Tuple2<K, List<?>[]>, Tuple2<K, R>> {
    private static final List<?> NOBODY = Collections.singletonList(null);

    @Override
    public Records<Tuple2<K, R>> apply(Step step, Records<Tuple2<K, List<?>[]>> in) {
        return new Records<>() {
            @Override
            public Iterator<Tuple2<K, R>> iterator() throws Exception {
                return new Matches(step, in.iterator());
            }

            @Override
            public void forEach(Sink<? super Tuple2<K, R>> sink) throws Exception {
                in.forEach(group -> {
                    List<W> seconds = seconds(group);
                    for (V first : firsts(group)) {
                        for (W second : seconds) {
                            sink.accept(new Tuple2<>(group._1(), call(step, first, second)));
                        }
                    }
                });
            }
        };
    }

    private List<V> firsts(Tuple2<K, List<?>[]> group) {
        return partners(group._2()[0], keepSecond);
    }

    private List<W> seconds(Tuple2<K, List<?>[]> group) {
        return partners(group._2()[1], keepFirst);
    }

    @SuppressWarnings("unchecked") // the first list holds Vs, the second Ws: whoever makes the node sees to it
    private static <X> List<X> partners(List<?> found, boolean evenNobody) {
        return (List<X>) (found.isEmpty() && evenNobody ? NOBODY : found);
    }

    private R call(Step step, V first, W second) {
        try {
            return pairing.call(first, second);
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
    }

    private final class Matches implements Iterator<Tuple2<K, R>> {
        private final Step step;
        private final Iterator<Tuple2<K, List<?>[]>> groups;
        private Tuple2<K, List<?>[]> group;
        private Iterator<V> firsts = Collections.emptyIterator();
        private Iterator<W> seconds = Collections.emptyIterator();
        private V first;

        Matches(Step step, Iterator<Tuple2<K, List<?>[]>> groups) {
            this.step = step;
            this.groups = groups;
        }

        @Override
        public boolean hasNext() {
            while (!seconds.hasNext()) {
                if (firsts.hasNext()) {
                    first = firsts.next();
                    seconds = seconds(group).iterator();
                } else if (groups.hasNext()) {
                    group = groups.next();
                    firsts = firsts(group).iterator();
                } else {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Tuple2<K, R> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new Tuple2<>(group._1(), call(step, first, seconds.next()));
        }
    }
}
