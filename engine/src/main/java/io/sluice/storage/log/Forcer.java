package io.sluice.storage.log;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins to force logs while whoever wrote to them goes on. Who needs them on the disk calls {@link SegmentLog#force} as well:
 * that waits for a force that has begun, and says whether one has failed, so a failure here is nobody's loss. Thread-safe.
 */
public final class Forcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forcer.class);
    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor threads;

    /**
     * Makes one that has no threads yet.
     *
     * @param name of its threads
     * @param mostAtATime how many logs it forces side by side
     */
    public Forcer(String name, int mostAtATime) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                mostAtATime, mostAtATime, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name + "-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Has {@code force} called soon; after {@link #close} not at all. */
    public void soon(Runnable force) {
        try {
            threads.execute(() -> attempt(force));
        } catch (RejectedExecutionException closed) {
            LOG.debug("Nothing is forced in advance any more", closed);
        }
    }

    private static void attempt(Runnable force) {
        try {
            force.run();
        } catch (RuntimeException failed) {
            LOG.debug("A log cannot be forced; who waits for it is told", failed);
        }
    }

    /** Ends the threads, when what has begun is done. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
