package io.sluice.streaming.receiver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many bytes may be received and still be in memory, over all receivers of a context. Who wants to store more waits until
 * batches are done, and so a socket's sender is held back by TCP. One store larger than the whole budget passes when
 * nothing else is held. Thread-safe.
 */
public final class ReceiveBudget {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveBudget.class);

    private final long limit;
    private long used;
    private boolean told;

    /** A budget of that many bytes; 0 means half of the heap. */
    public ReceiveBudget(long bytes) {
        limit = bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / 2;
    }

    /** One receiver's right to wait, which ends when it stops. */
    final class Share {
        private boolean closed;

        /** Waits until the bytes fit; false if the share is closed. */
        boolean acquire(long bytes) throws InterruptedException {
            synchronized (ReceiveBudget.this) {
                while (!closed && used > 0 && used + bytes > limit) {
                    tellOnce();
                    ReceiveBudget.this.wait();
                }
                used += closed ? 0 : bytes;
                return !closed;
            }
        }

        void close() {
            synchronized (ReceiveBudget.this) {
                closed = true;
                ReceiveBudget.this.notifyAll();
            }
        }
    }

    Share share() {
        return new Share();
    }

    synchronized void release(long bytes) {
        used -= bytes;
        told = told && used > limit / 2;
        notifyAll();
    }

    private void tellOnce() {
        if (!told) {
            told = true;
            LOG.warn(
                    "Receivers wait: {} bytes are received and not yet processed, of {} allowed by"
                            + " sluice.streaming.receiver.maxBufferedBytes",
                    used,
                    limit);
        }
    }

    /** The bytes that are received and not yet processed. */
    public synchronized long used() {
        return used;
    }

    public long limit() {
        return limit;
    }
}
