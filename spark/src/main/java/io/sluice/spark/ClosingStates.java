package io.sluice.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/** Has each executor give back the states of a program that is over; one that cannot be reached has nothing to give back. */
final class ClosingStates extends RDD<Integer> {
    private final transient List<String> executors;
    private final String checkpoint;

    ClosingStates(SparkContext spark, List<String> executors, String checkpoint) {
        super(spark, Scala.seq(List.of()), Scala.tag());
        this.executors = executors;
        this.checkpoint = checkpoint;
    }

    @Override
    public Partition[] getPartitions() {
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < executors.size(); i++) {
            partitions.add(new Part(i, List.of()));
        }
        return partitions.toArray(Partition[]::new);
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        return Scala.seq(List.of(executors.get(split.index())));
    }

    @Override
    public Iterator<Integer> compute(Partition split, TaskContext spark) {
        ExecutorStates.close(checkpoint);
        return Scala.iterator(List.<Integer>of().iterator());
    }

    /** Reads the partition, which is empty. */
    static final class Body extends AbstractFunction1<Iterator<Integer>, Integer> implements Serializable {
        @Override
        public Integer apply(Iterator<Integer> none) {
            return none.size();
        }
    }
}
