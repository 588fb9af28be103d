package io.sluice.spark;

import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import java.util.List;
import java.util.Set;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** A source of ours. A task is sent the partition it reads, and no other. */
final class SourceRdd<T> extends RDD<T> {
    private final transient PartitionedSource<T> source;
    private final transient Accumulators accumulators;
    private final transient LongTaskPlaces longTasks;
    private final AddedInTask added;
    private final Blame blame;
    private transient Set<String> full; // null until the first partition is placed, by Spark's one thread for that

    SourceRdd(
            SparkContext spark,
            PartitionedSource<T> source,
            Accumulators accumulators,
            LongTaskPlaces longTasks,
            AddedInTask added,
            Blame blame) {
        super(spark, Scala.seq(List.of()), Scala.tag());
        this.source = source;
        this.accumulators = accumulators;
        this.longTasks = longTasks;
        this.added = added;
        this.blame = blame;
    }

    /** What a task is sent. */
    private record Split<T>(int index, TaskCode<SourcePartition<T>> code) implements Partition {
        @Override
        public boolean equals(Object other) {
            return other instanceof Split<?> that && index == that.index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    @Override
    public Partition[] getPartitions() {
        List<? extends SourcePartition<T>> partitions = source.partitions();
        Partition[] splits = new Partition[partitions.size()];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = new Split<>(i, TaskCode.<SourcePartition<T>>of(partitions.get(i), accumulators));
        }
        return splits;
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        List<String> locations = source.partitions().get(split.index()).preferredLocations();
        if (full == null && !locations.isEmpty()) {
            full = longTasks.full();
        }
        return Scala.seq(
                locations.stream().filter(location -> !full.contains(location)).toList());
    }

    @Override
    public Option<org.apache.spark.Partitioner> partitioner() {
        return source == null
                ? Option.empty()
                : source.partitioner()
                        .map(byKey -> Option.<org.apache.spark.Partitioner>apply(new ByKey(byKey, blame)))
                        .orElse(Option.empty());
    }

    @Override
    @SuppressWarnings("unchecked") // the partitions are those made above
    public Iterator<T> compute(Partition split, TaskContext spark) {
        TaskScope scope = TaskScope.of(spark, added);
        return Guarded.iterator(
                spark, scope, () -> ((Split<T>) split).code().open(scope).read(scope.task()));
    }
}
