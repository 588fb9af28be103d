package io.sluice.spark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the process is asked to end, before Spark stops its context and Hadoop closes its file systems. The JVM runs
 * all its hooks at once; Hadoop has one, for itself and Spark, which does one thing after the other, those of high priority first.
 * Spark's own list, which is one of these things, would have to be done in {@code hadoop.service.shutdown.timeout}.
 */
final class BeforeSparkEnds {
    private static final Logger LOG = LoggerFactory.getLogger(BeforeSparkEnds.class);

    /** Spark's own is 30 above that of file systems. */
    private static final int PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;

    private BeforeSparkEnds() {}

    /** Adds work that is given up after some time; what is returned takes it back. */
    static Runnable add(Runnable work, Duration limit) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Runnable hook = () -> {
            Thread.currentThread().setContextClassLoader(loader); // the thread is Hadoop's
            work.run();
        };
        ShutdownHookManager.get().addShutdownHook(hook, PRIORITY, limit.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            try {
                ShutdownHookManager.get().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                LOG.debug("The JVM is going down already");
            }
        };
    }
}
