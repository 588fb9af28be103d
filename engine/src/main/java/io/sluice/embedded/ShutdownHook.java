package io.sluice.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when the process is asked to end. Nothing of the embedded engine ends before that is over, so it may take its time. */
final class ShutdownHook {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    private ShutdownHook() {}

    /** Adds work; what is returned takes it back. */
    static Runnable add(Runnable work) {
        Thread hook = new Thread(work, "sluice-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                LOG.debug("The JVM is going down already");
            }
        };
    }
}
