package io.sluice.operator;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Each record as many times as a counter of its partition says, often none: what every kind of sampling comes down to. */
public record RepeatOperator<T>(Counters<? super T> counters) implements Operator<T, T> {
    /** Makes the counter of each attempt at a partition; the same one for the same partition. */
    @FunctionalInterface
    public interface Counters<T> extends Serializable {
        Counter<T> of(int partition);
    }

    /** Says of one record after the other how often it is in the result. Confined to one task. */
    @FunctionalInterface
    public interface Counter<T> {
        int times(T record);
    }

    @Override
    public Records<T> apply(Step step, Records<T> in) {
        return new Records<>() {
            @Override
            public Iterator<T> iterator() throws Exception {
                return new Repeated<>(in.iterator(), counters.of(step.partition()));
            }

            @Override
            public void forEach(Sink<? super T> sink) throws Exception {
                Counter<? super T> counter = counters.of(step.partition());
                in.forEach(record -> {
                    for (int left = counter.times(record); left > 0; left--) {
                        sink.accept(record);
                    }
                });
            }
        };
    }

    private static final class Repeated<T> implements Iterator<T> {
        private final Iterator<T> source;
        private final Counter<? super T> counter;
        private T current;
        private int left;

        Repeated(Iterator<T> source, Counter<? super T> counter) {
            this.source = source;
            this.counter = counter;
        }

        @Override
        public boolean hasNext() {
            while (left == 0 && source.hasNext()) {
                current = source.next();
                left = counter.times(current);
            }
            return left > 0;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            left--;
            return current;
        }
    }
}
