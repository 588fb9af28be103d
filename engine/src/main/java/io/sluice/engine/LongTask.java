package io.sluice.engine;

import io.sluice.StorageLevel;
import java.io.Serializable;
import java.nio.ByteBuffer;

/** Work that runs on one of an engine's executors until it is told to end, such as receiving. */
@FunctionalInterface
public interface LongTask extends Serializable {
    /** Does the work. Its thread is interrupted when the task is cancelled. */
    void run(Site site) throws Exception;

    /** Where a task runs, and its line to the driver. Thread-safe. */
    interface Site {
        /** The machine. */
        String host();

        /** The process. */
        String executorId();

        /**
         * Tells the driver something, and returns its answer.
         *
         * @throws IllegalStateException if the driver is not reached, or takes nothing from this task any more
         */
        Serializable ask(Serializable message);

        /** Waits for what the driver says next. */
        Serializable nextOrder() throws InterruptedException;

        /**
         * Stores bytes here and, if the level says so, on other executors; always as bytes.
         *
         * @throws io.sluice.error.StreamException {@code OUT_OF_BUDGET} if there is no room
         */
        KeptBytes keep(ByteBuffer content, StorageLevel level);

        /** How many bytes may well be kept here at a time. */
        long room();
    }
}
