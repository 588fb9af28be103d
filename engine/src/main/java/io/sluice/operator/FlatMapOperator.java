package io.sluice.operator;

import io.sluice.function.FlatMapFunction;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Any number of records out for each record in. */
public record FlatMapOperator<T, U>(FlatMapFunction<? super T, U> function) implements Operator<T, U> {
    @Override
    public Records<U> apply(Step step, Records<T> in) {
        return new Records<>() {
            @Override
            public Iterator<U> iterator() throws Exception {
                return new Flattened(step, in.iterator());
            }

            @Override
            public void forEach(Sink<? super U> sink) throws Exception {
                in.forEach(record -> {
                    Iterator<? extends U> results = call(step, record);
                    while (UserIterator.hasNext(results, step)) {
                        sink.accept(UserIterator.next(results, step));
                    }
                });
            }
        };
    }

    private Iterator<U> call(Step step, T record) {
        try {
            return UserIterator.present(function.call(record), step);
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
    }

    private final class Flattened implements Iterator<U> {
        private final Step step;
        private final Iterator<T> source;
        private Iterator<U> results = Collections.emptyIterator();

        Flattened(Step step, Iterator<T> source) {
            this.step = step;
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            while (!UserIterator.hasNext(results, step)) {
                if (!source.hasNext()) {
                    return false;
                }
                results = call(step, source.next());
            }
            return true;
        }

        @Override
        public U next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return UserIterator.next(results, step);
        }
    }
}
