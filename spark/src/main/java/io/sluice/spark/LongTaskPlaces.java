package io.sluice.spark;

import io.sluice.spark.SparkInternals.Executor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/** Where long tasks are. Thread-safe. */
final class LongTaskPlaces {
    private final SparkContext spark;
    private final Map<LongTaskRun, Optional<Executor>> places = new ConcurrentHashMap<>(); // empty while nobody knows
    private final Set<LongTaskRun> arrived = ConcurrentHashMap.newKeySet();

    LongTaskPlaces(SparkContext spark) {
        this.spark = spark;
    }

    void begin(LongTaskRun run) {
        places.put(run, Optional.empty());
    }

    void at(LongTaskRun run, Executor executor) {
        places.put(run, Optional.of(executor));
    }

    /** It runs, and there is no doubt where: a task does not always get the executor that it prefers. */
    void arrived(LongTaskRun run, Executor executor) {
        at(run, executor);
        arrived.add(run);
    }

    void end(LongTaskRun run) {
        arrived.remove(run);
        places.remove(run);
    }

    /** Whether all of them run. One that does not yet may turn up on any executor. */
    boolean haveArrived() {
        return arrived.containsAll(places.keySet());
    }

    Set<LongTaskRun> runs() {
        return places.keySet();
    }

    /** How many long tasks an executor has. */
    int on(Executor executor) {
        return on(executor.location());
    }

    private int on(String location) {
        int count = 0;
        for (Optional<Executor> place : places.values()) {
            count += place.isPresent() && place.get().location().equals(location) ? 1 : 0;
        }
        return count;
    }

    /**
     * The executors all of whose cores long tasks have: a task that prefers one would wait for it as long as
     * {@code spark.locality.wait} says, and then run elsewhere.
     */
    Set<String> full() {
        if (places.isEmpty()) {
            return Set.of();
        }
        List<Executor> executors = SparkInternals.executors(spark);
        int coresEach = Math.max(1, SparkInternals.slots(spark) / Math.max(1, executors.size()));
        return executors.stream()
                .filter(executor -> on(executor) >= coresEach)
                .map(Executor::location)
                .collect(Collectors.toSet());
    }
}
