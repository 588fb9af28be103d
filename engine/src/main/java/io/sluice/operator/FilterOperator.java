package io.sluice.operator;

import io.sluice.function.Function;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records for which a predicate holds. */
public record FilterOperator<T>(Function<? super T, Boolean> predicate) implements Operator<T, T> {
    @Override
    public Records<T> apply(Step step, Records<T> in) {
        return new Records<>() {
            @Override
            public Iterator<T> iterator() throws Exception {
                return new Matches(step, in.iterator());
            }

            @Override
            public void forEach(Sink<? super T> sink) throws Exception {
                in.forEach(record -> {
                    if (holds(step, record)) {
                        sink.accept(record);
                    }
                });
            }
        };
    }

    private boolean holds(Step step, T record) {
        try {
            return predicate.call(record);
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
    }

    private final class Matches implements Iterator<T> {
        private final Step step;
        private final Iterator<T> source;
        private boolean found;
        private T match;

        Matches(Step step, Iterator<T> source) {
            this.step = step;
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            while (!found && source.hasNext()) {
                match = source.next();
                found = holds(step, match);
            }
            return found;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            found = false;
            return match;
        }
    }
}
