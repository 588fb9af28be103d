package io.sluice.operator;

import io.sluice.Tuple2;

/** Each record with a number: that of its partition for the first one, and {@code stride} more for each one after. */
public final class IndexOperator<T> implements Operator<T, Tuple2<T, Long>> {
    private final long[] first;
    private final long stride;

    /**
     * Numbers by partition.
     *
     * @param first the number of each partition's first record; copied
     */
    public IndexOperator(long[] first, long stride) {
        this.first = first.clone();
        this.stride = stride;
    }

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
