package io.sluice.operator;

import io.sluice.function.FlatMapFunction2;
import java.util.Iterator;
import java.util.List;

/** Whatever the user's function makes of the records of two parents' partitions, both pulled lazily. */
public record ZipPartitionsOperator<T, U, R>(FlatMapFunction2<Iterator<T>, Iterator<U>, R> function)
        implements ZipOperator<R> {
    @Override
    @SuppressWarnings("unchecked") // whoever makes the node puts a T parent first and a U parent second
    public Records<R> apply(Step step, List<Records<?>> in) {
        return () -> {
            Iterator<T> left = (Iterator<T>) in.get(0).iterator();
            Iterator<U> right = (Iterator<U>) in.get(1).iterator();
            Iterator<R> results;
            try {
                results = function.call(left, right);
            } catch (Throwable thrown) {
                throw step.failed(thrown);
            }
            return new UserIterator<>(results, step);
        };
    }
}
