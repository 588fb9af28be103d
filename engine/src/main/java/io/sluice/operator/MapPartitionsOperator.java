package io.sluice.operator;

import io.sluice.function.Function2;
import java.util.Iterator;

/** Whatever the user's function makes of a partition's records, pulled lazily: what it does not ask for is not computed. */
public record MapPartitionsOperator<T, U>(Function2<Integer, Iterator<T>, Iterator<U>> function)
        implements Operator<T, U> {
    @Override
    public Records<U> apply(Step step, Records<T> in) {
        return () -> {
            Iterator<T> source = in.iterator();
            Iterator<U> results;
            try {
                results = function.call(step.partition(), source);
            } catch (Throwable thrown) {
                throw step.failed(thrown);
            }
            return new UserIterator<>(results, step);
        };
    }
}
