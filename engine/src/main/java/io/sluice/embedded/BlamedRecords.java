package io.sluice.embedded;

import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.operator.Step;
import java.util.Iterator;

/**
 * Records that are computed with functions of the user's as they are asked for, such as the combined values of a shuffle. What
 * fails in that is told as a failure of their node; what fails in whoever takes them is passed on as it is. Confined to
 * the task.
 */
record BlamedRecords<T>(Step step, Records<T> records) implements Records<T> {
    @Override
    public Iterator<T> iterator() {
        Iterator<T> iterator;
        try {
            iterator = records.iterator();
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return iterator.hasNext();
                } catch (Throwable thrown) {
                    throw step.failed(thrown);
                }
            }

            @Override
            public T next() {
                try {
                    return iterator.next();
                } catch (Throwable thrown) {
                    throw step.failed(thrown);
                }
            }
        };
    }

    @Override
    public void forEach(Sink<? super T> sink) throws Exception {
        Taker<T> taker = new Taker<>(sink);
        try {
            records.forEach(taker);
        } catch (Throwable thrown) {
            if (thrown == taker.failure) {
                throw thrown;
            }
            throw step.failed(thrown);
        }
    }

    private static final class Taker<T> implements Sink<T> {
        private final Sink<? super T> sink;
        private Throwable failure;

        Taker(Sink<? super T> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(T item) throws Exception {
            try {
                sink.accept(item);
            } catch (Throwable thrown) {
                failure = thrown;
                throw thrown;
            }
        }
    }
}
