package io.sluice.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Until its end, Ctrl-C (or any other polite end of the JVM) interrupts a thread and waits until it has finished, instead of
 * cutting it off.
 */
final class Interruption {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread interrupted) {
        this.hook = new Thread(() -> interruptAndWait(interrupted), "sluice-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Interruption ofThisThread() {
        return new Interruption(Thread.currentThread());
    }

    private void interruptAndWait(Thread interrupted) {
        interrupted.interrupt();
        try {
            // not for the thread's end: it may be in System.exit, which waits for this
            finished.await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called when the thread has finished. */
    void end() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // then the hook is running, and has just been let go
        }
    }
}
