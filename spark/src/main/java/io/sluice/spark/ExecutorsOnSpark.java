package io.sluice.spark;

import io.sluice.engine.Executors;
import io.sluice.spark.SparkInternals.Executor;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.storage.StreamBlockId;

/** Has a cluster add executors to a program, and take some away. Stateless. */
final class ExecutorsOnSpark implements Executors {
    /** Ids are numbers, counted up. */
    private static final Comparator<Executor> BY_AGE = Comparator.<Executor>comparingInt(
                    executor -> executor.id().length())
            .thenComparing(Executor::id);

    private final SparkContext spark;
    private final LongTaskPlaces longTasks;
    private final DriverStates states;

    ExecutorsOnSpark(SparkContext spark, SparkPlan plan) {
        this.spark = spark;
        this.longTasks = plan.longTasks();
        this.states = plan.states();
    }

    @Override
    public int count() {
        return SparkInternals.executors(spark).size();
    }

    @Override
    public boolean areManaged() {
        return SparkInternals.allocates(spark);
    }

    @Override
    public boolean request(int total) {
        return SparkInternals.request(spark, total);
    }

    @Override
    public Optional<String> release() {
        return candidate().map(Executor::id).filter(this::release);
    }

    /** The one with the fewest partitions of states, which others have to open again; the newest of several. */
    Optional<Executor> candidate() {
        if (!longTasks.haveArrived() || !haveRoomWithoutOne()) {
            return Optional.empty();
        }
        Set<Executor> indispensable = SparkInternals.soleHolders(spark, StreamBlockId.class);
        return SparkInternals.executors(spark).stream()
                .filter(executor -> longTasks.on(executor) == 0 && !indispensable.contains(executor))
                .min(Comparator.<Executor>comparingInt(executor -> states.partitionsOn(executor.location()))
                        .thenComparing(BY_AGE.reversed()));
    }

    /** If only long tasks ran, no batch would end, and nobody would see that more executors are needed. */
    private boolean haveRoomWithoutOne() {
        int slots = SparkInternals.slots(spark);
        return slots - slots / Math.max(1, count()) > longTasks.runs().size();
    }

    private boolean release(String id) {
        // Spark counts down from what it was asked for last, and takes that for none if it was never asked.
        request(count());
        return spark.conf().getBoolean("spark.decommission.enabled", false)
                ? SparkInternals.decommission(spark, id, "batches take little of their interval")
                : SparkInternals.kill(spark, id);
    }
}
