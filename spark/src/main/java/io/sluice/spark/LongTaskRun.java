package io.sluice.spark;

import io.sluice.engine.LongTasks;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.SparkContext;

/** A long task, at the driver: a job of Spark's on a thread of its own, and the driver's end of the line. Thread-safe. */
final class LongTaskRun implements LongTasks.Running {
    private final SparkContext spark;
    private final String title;
    private final LongTasks.Driver driver;
    private final LongTaskPlaces places;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final String name = "sluice-long-task-" + UUID.randomUUID();

    private final Object line = new Object(); // taken before what the driver locks, which is taken before this

    private boolean over; // guarded by line

    // guarded by this
    private final Queue<Serializable> unsent = new ArrayDeque<>();
    private Optional<Serializable> task = Optional.empty();
    private boolean cancelled;

    LongTaskRun(SparkContext spark, String title, LongTasks.Driver driver, LongTaskPlaces places) {
        this.spark = spark;
        this.title = title;
        this.driver = driver;
        this.places = places;
    }

    /** Runs it until it ends. */
    void run(Function<String, LongTaskRdd> placed) {
        Optional<Throwable> failure = Optional.empty();
        Optional<Serializable> own = Optional.empty();
        try {
            spark.setCallSite(title);
            own = Optional.of(SparkInternals.open(name, this::take));
            LongTaskRdd rdd = placed.apply(name);
            if (!isCancelled()) {
                spark.setJobGroup(name, title, true);
                rdd.count();
            }
        } catch (Throwable failed) {
            failure = Optional.of(failed);
        }
        synchronized (line) {
            over = true;
        }
        try {
            own.ifPresent(SparkInternals::close);
        } finally {
            places.end(this);
            driver.ended(failure);
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private Object take(Object message) {
        synchronized (line) {
            if (over) {
                throw new IllegalStateException(title + " is over at the driver");
            }
            if (message instanceof byte[] bytes) {
                return LongTaskMessages.bytes(driver.answer((Serializable) LongTaskMessages.read(bytes, loader)));
            }
            Object[] arrival = (Object[]) message;
            places.arrived(this, new SparkInternals.Executor((String) arrival[1], (String) arrival[2]));
            connected((Serializable) arrival[0]);
            return new byte[0];
        }
    }

    private synchronized void connected(Serializable end) {
        task = Optional.of(end);
        unsent.forEach(this::send);
        unsent.clear();
    }

    @Override
    public synchronized void order(Serializable order) {
        if (task.isEmpty()) {
            unsent.add(order);
        } else {
            send(order);
        }
    }

    private void send(Serializable order) {
        SparkInternals.send(task.orElseThrow(), LongTaskMessages.bytes(order));
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        spark.cancelJobGroup(name);
    }
}
