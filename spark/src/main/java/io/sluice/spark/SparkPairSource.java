package io.sluice.spark;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.rdd.RDD;

/** Pairs of Spark's among ours: like {@link SparkSource}, with the way in which they are spread over partitions. */
record SparkPairSource<K, V>(RDD<scala.Tuple2<K, V>> rdd) implements PartitionedSource<Tuple2<K, V>> {
    @Override
    public List<SourcePartition<Tuple2<K, V>>> partitions() {
        return Collections.nCopies(rdd.getNumPartitions(), new SparkSource.Unread<>());
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return rdd.partitioner().isEmpty()
                ? Optional.empty()
                : Optional.of(ofSpark(rdd.partitioner().get()));
    }

    private static Partitioner ofSpark(org.apache.spark.Partitioner theirs) {
        return theirs instanceof ByKey ours ? ours.partitioner() : new OfSpark(theirs);
    }

    /** A partitioner of Spark's, as we see it; two are equal if Spark's are. */
    private static final class OfSpark extends Partitioner {
        private final org.apache.spark.Partitioner theirs;

        OfSpark(org.apache.spark.Partitioner theirs) {
            this.theirs = theirs;
        }

        @Override
        public int numPartitions() {
            return theirs.numPartitions();
        }

        @Override
        public int getPartition(Object key) {
            return theirs.getPartition(key);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfSpark that && theirs.equals(that.theirs);
        }

        @Override
        public int hashCode() {
            return theirs.hashCode();
        }
    }
}
