package io.sluice;

import io.sluice.engine.PartitionFunction;
import io.sluice.lineage.Lineage;
import java.util.List;

/** Runs the jobs of one action over one lineage: each action is written once, however it is waited for. */
interface Jobs<T> {
    int numPartitions();

    /** What {@code function} makes of each of the partitions, in their order. */
    <R> List<R> run(PartitionFunction<T, R> function, List<Integer> partitions);

    /** What {@code function} makes of every partition. */
    default <R> List<R> run(PartitionFunction<T, R> function) {
        return run(function, SluiceContext.all(numPartitions()));
    }

    /** The same, on the first {@code partitions} partitions alone. */
    default Jobs<T> only(int partitions) {
        Jobs<T> all = this;
        return new Jobs<>() {
            @Override
            public int numPartitions() {
                return partitions;
            }

            @Override
            public <R> List<R> run(PartitionFunction<T, R> function, List<Integer> some) {
                return all.run(function, some);
            }
        };
    }

    /** Jobs on the calling thread's behalf, which waits for them. */
    static <T> Jobs<T> of(SluiceContext context, Lineage<T> lineage) {
        return new Jobs<>() {
            @Override
            public int numPartitions() {
                return lineage.numPartitions();
            }

            @Override
            public <R> List<R> run(PartitionFunction<T, R> function, List<Integer> partitions) {
                return context.run(lineage, function, partitions);
            }
        };
    }
}
