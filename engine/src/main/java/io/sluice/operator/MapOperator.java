package io.sluice.operator;

import io.sluice.function.Function;
import java.util.Iterator;

/** One record out for each record in. */
public record MapOperator<T, U>(Function<? super T, ? extends U> function) implements Operator<T, U> {
    @Override
    public Records<U> apply(Step step, Records<T> in) {
        return new Records<>() {
            @Override
            public Iterator<U> iterator() throws Exception {
                Iterator<T> source = in.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return source.hasNext();
                    }

                    @Override
                    public U next() {
                        return call(step, source.next());
                    }
                };
            }

            @Override
            public void forEach(Sink<? super U> sink) throws Exception {
                in.forEach(record -> sink.accept(call(step, record)));
            }
        };
    }

    private U call(Step step, T record) {
        try {
            return function.call(record);
        } catch (Throwable thrown) {
            throw step.failed(thrown);
        }
    }
}
