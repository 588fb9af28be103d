package io.sluice.spark;

import io.sluice.TaskContext;
import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Records;
import java.util.Collections;
import java.util.List;
import org.apache.spark.rdd.RDD;

/** A dataset of Spark's among ours: the plan takes the RDD itself, and nobody reads a partition by way of this. */
record SparkSource<T>(RDD<T> rdd) implements PartitionedSource<T> {
    @Override
    public List<SourcePartition<T>> partitions() {
        return Collections.nCopies(rdd.getNumPartitions(), new Unread<>());
    }

    record Unread<T>() implements SourcePartition<T> {
        @Override
        public Records<T> read(TaskContext task) {
            throw new UnsupportedOperationException("a dataset of Spark's is read by Spark");
        }
    }
}
