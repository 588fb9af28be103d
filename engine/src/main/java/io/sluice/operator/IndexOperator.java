package io.sluice.operator;

import io.sluice.Tuple2;

/**
 * Each record with a number: {@code first} of its partition for the first one, and {@code stride} more for each one after.
 *
 * @param first the number of each partition's first record
 */
public record IndexOperator<T>(long[] first, long stride) implements Operator<T, Tuple2<T, Long>> {
    @Override
    public Records<Tuple2<T, Long>> apply(Step step, Records<T> in) {
        long[] next = {first[step.partition()]};
        return in.map(record -> {
            Tuple2<T, Long> numbered = new Tuple2<>(record, next[0]);
            next[0] += stride;
            return numbered;
        });
    }
}
