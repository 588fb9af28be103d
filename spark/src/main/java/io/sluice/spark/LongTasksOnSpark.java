package io.sluice.spark;

import io.sluice.engine.LongTask;
import io.sluice.engine.LongTasks;
import io.sluice.spark.SparkInternals.Executor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** Spreads long tasks over the executors of a cluster. Thread-safe. */
final class LongTasksOnSpark implements LongTasks {
    private static final int WAKING_TASKS = 20;

    private final SparkContext spark;
    private final SparkPlan plan;
    private final LongTaskPlaces places;
    private boolean awake; // guarded by this
    private volatile boolean closed;

    LongTasksOnSpark(SparkContext spark, SparkPlan plan) {
        this.spark = spark;
        this.plan = plan;
        this.places = plan.longTasks();
    }

    @Override
    public Running start(String name, LongTask task, Optional<String> host, Driver driver) {
        if (closed) {
            throw new IllegalStateException(name + " is not started: the context is stopped");
        }
        TaskCode<LongTask> code = plan.code(task);
        LongTaskRun run = new LongTaskRun(spark, name, driver, places);
        places.begin(run);
        Thread thread = new Thread(
                () -> run.run(id -> new LongTaskRdd(spark, code, plan.added(), id, place(run, host))),
                "sluice-long-task");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    /** The executor with the fewest long tasks, on the host if that has any. */
    private synchronized List<String> place(LongTaskRun run, Optional<String> host) {
        awaitExecutors();
        List<Executor> all = SparkInternals.executors(spark);
        List<Executor> preferred = all.stream()
                .filter(executor -> host.filter(executor.host()::equals).isPresent())
                .toList();
        Optional<Executor> place = (preferred.isEmpty() ? all : preferred)
                .stream().min(Comparator.<Executor>comparingInt(places::on).thenComparing(Executor::id));
        place.ifPresent(executor -> places.at(run, executor));
        return place.map(Executor::location).or(() -> host).stream().toList();
    }

    /** Executors come one by one while a program starts: a first small job gives them time, as Spark's streaming does. */
    private void awaitExecutors() {
        if (!awake) {
            List<Integer> numbers = IntStream.range(0, WAKING_TASKS).boxed().toList();
            new JavaSparkContext(spark).parallelize(numbers, WAKING_TASKS).count();
            awake = true;
        }
    }

    /** Has all tasks end, and starts no more. */
    void close() {
        closed = true;
        places.runs().forEach(LongTaskRun::cancel);
    }

    @Override
    public int running() {
        return places.runs().size();
    }

    @Override
    public int slots() {
        return SparkInternals.slots(spark);
    }
}
