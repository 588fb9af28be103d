package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.streaming.state.ReduceWindow;
import java.util.List;

/** Counts the records of a batch, where no record at all is a count too. */
final class Counting {
    /** How counts are put together, and taken apart. */
    static final ReduceWindow.Inverse<Long> LONGS = new ReduceWindow.Inverse<>(Long::sum, (all, left) -> all - left);

    private Counting() {}

    static <T> Rdd<Long> of(SluiceContext context, Rdd<T> rdd) {
        Rdd<Long> perPartition = rdd.mapPartitions(records -> {
            long count = 0;
            for (; records.hasNext(); records.next()) {
                count++;
            }
            return List.of(count).iterator();
        });
        return perPartition
                .union(context.parallelize(List.of(0L), 1))
                .mapToPair(count -> new Tuple2<Object, Long>(null, count))
                .reduceByKey(Long::sum, 1)
                .values();
    }
}
