package io.sluice.streaming.receiver;

import java.time.Duration;

/** A call of a receiver's method, on a thread of its own, because it may block or never return. */
final class UserCall {
    /** What is called. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** Hears what the call threw, on the thread of the call. */
    @FunctionalInterface
    interface Failed {
        void with(Throwable thrown);
    }

    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private final Thread thread;

    private UserCall(Thread thread) {
        this.thread = thread;
    }

    static UserCall start(String threadName, Body body, Failed failed) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Throwable thrown) {
                        failed.with(thrown);
                    }
                },
                threadName);
        thread.setDaemon(true);
        thread.start();
        return new UserCall(thread);
    }

    /** Waits for its return; false if it did not in time. */
    boolean await(Duration limit) throws InterruptedException {
        thread.join(Math.max(1, limit.toMillis()));
        return !thread.isAlive();
    }

    /** Interrupts it, and waits a little for its end. */
    void interrupt() throws InterruptedException {
        thread.interrupt();
        thread.join(AFTER_INTERRUPT.toMillis());
    }

    boolean isOver() {
        return !thread.isAlive();
    }
}
