package io.sluice.spark.hadoop;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls file systems on threads that nobody interrupts: tasks and receivers are interrupted when they are to end, and Hadoop's
 * clients then break off what they do, some of them for good. The interrupt is kept for the caller. Thread-safe.
 */
final class Steadily {
    private static final long IDLE_SECONDS = 1;

    /** Static, against the rule: it keeps nothing, and its threads end when they have nothing to do. */
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Steadily::thread);

    private Steadily() {}

    /** A call without an answer. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** A thread that takes over nothing from the one that happened to need it first. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "sluice-hadoop", 0, false);
        thread.setContextClassLoader(Steadily.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    static void run(Step step) throws IOException {
        call(() -> {
            step.run();
            return null;
        });
    }

    static <R> R call(Callable<R> call) throws IOException {
        Future<R> answer = THREADS.submit(call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException wanted) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw unwrapped(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException unwrapped(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException known ? known : new IOException(cause);
    }
}
