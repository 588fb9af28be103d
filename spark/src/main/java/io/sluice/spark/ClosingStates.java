package io.sluice.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** Has each executor give back the states of a program that is over; one that cannot be reached has nothing to give back. */
final class ClosingStates extends RDD<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingStates.class);
    private static final int PATIENCE_SECONDS = 3;

    private final transient List<String> executors;
    private final String checkpoint;

    private ClosingStates(SparkContext spark, List<String> executors, String checkpoint) {
        super(spark, Scala.seq(List.of()), Scala.tag());
        this.executors = executors;
        this.checkpoint = checkpoint;
    }

    /** Asks them, and waits a little. One that answers later must not: another program may use the directory by then. */
    static void run(SparkContext spark, List<String> executors, String checkpoint) {
        JavaFutureAction<Void> closing = new JavaRDD<>(
                        new ClosingStates(spark, executors, checkpoint), Scala.<Integer>tag())
                .foreachPartitionAsync(none -> {});
        try {
            closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notReached) {
            closing.cancel(true);
            LOG.info("State of {} stays in the memory of executors", checkpoint, notReached);
        } catch (InterruptedException interrupted) {
            closing.cancel(true);
            Thread.currentThread().interrupt();
        }
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
        ExecutorStates.held().close(checkpoint);
        return Scala.iterator(List.<Integer>of().iterator());
    }
}
