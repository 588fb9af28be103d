package io.sluice.engine;

import java.io.Serializable;
import java.util.Optional;

/** Runs {@link LongTask}s on the executors of an engine that has some, spread over them. Thread-safe. */
public interface LongTasks {
    /**
     * Has a task run on an executor, once: when it ends, however it does, whoever started it may start it again.
     *
     * @param name what it is called on the engine's pages
     * @param host where it should run, if possible
     */
    Running start(String name, LongTask task, Optional<String> host, Driver driver);

    /** How many long tasks were started and are not over. */
    int running();

    /** How many tasks of all kinds the executors there are can run at a time. */
    int slots();

    /** The driver's end of the line. */
    interface Driver {
        /** Answers a message of the task; called one after the other. What it throws is thrown where the task asks. */
        Serializable answer(Serializable message);

        /** The task is over, and says nothing more; what went wrong, if it did not end by itself. The last call. */
        void ended(Optional<Throwable> failure);
    }

    /** A task that was started. */
    interface Running {
        /** Tells the task something; lost if it is over. What is said before it runs is told when it does. */
        void order(Serializable order);

        /** Has it end at once. */
        void cancel();
    }
}
