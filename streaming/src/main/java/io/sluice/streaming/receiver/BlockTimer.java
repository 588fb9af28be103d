package io.sluice.streaming.receiver;

import io.sluice.streaming.Time;
import java.time.Duration;

/** Has blocks cut at the multiples of the block interval, on a thread of its own. */
final class BlockTimer {
    private final Duration interval;
    private final CancellableWait wait;
    private final Thread thread;

    BlockTimer(int streamId, Duration interval, CancellableWait wait, Runnable cut) {
        this.interval = interval;
        this.wait = wait;
        this.thread = new Thread(() -> cutUntilClosed(cut), "sluice-receiver-%d-blocks".formatted(streamId));
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void cutUntilClosed(Runnable cut) {
        try {
            while (wait.await(untilNext())) {
                cut.run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // batches cut blocks without a timer too
        }
    }

    private Duration untilNext() {
        Time now = new Time(wait.clock().millis());
        return now.floor(interval).plus(interval).minus(now);
    }

    void close() {
        wait.close();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
