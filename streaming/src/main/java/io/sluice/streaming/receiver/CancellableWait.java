package io.sluice.streaming.receiver;

import io.sluice.time.StreamClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Waiting for a clock, until it is called off for everybody and for good. Thread-safe. */
final class CancellableWait {
    private final StreamClock clock;
    private final Set<Thread> waiting = new HashSet<>();
    private boolean closed;

    CancellableWait(StreamClock clock) {
        this.clock = clock;
    }

    StreamClock clock() {
        return clock;
    }

    /**
     * Waits until the time is over.
     *
     * @return whether it is; false if waiting was called off
     */
    boolean await(Duration duration) throws InterruptedException {
        synchronized (this) {
            if (closed) {
                return false;
            }
            waiting.add(Thread.currentThread());
        }
        try {
            clock.awaitUntil(clock.now().plus(duration));
            return true;
        } catch (InterruptedException interrupted) {
            if (isClosed()) {
                return false;
            }
            throw interrupted;
        } finally {
            leave();
        }
    }

    /** After this no interrupt of ours is on its way to the thread any more. */
    private synchronized void leave() {
        waiting.remove(Thread.currentThread());
        if (closed) {
            Thread.interrupted();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        waiting.forEach(Thread::interrupt);
    }
}
