package io.sluice.benchmarks.sluice;

import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.Stopwatch;
import io.sluice.streaming.receiver.Receiver;
import java.util.concurrent.locks.LockSupport;

/**
 * Stores records one by one at a steady rate, each with the moment at which it was due, so that a store that had to wait
 * counts for all records behind it.
 */
final class SteadyReceiver extends Receiver<Tuple2<Integer, Long>> {
    private static final long serialVersionUID = 1L;
    private static final int KEYS = 1_000;

    private final long nanosBetween;
    private final transient Stopwatch clock;
    private transient Thread thread;

    SteadyReceiver(int perSecond, Stopwatch clock) {
        super(StorageLevel.MEMORY_ONLY);
        this.nanosBetween = 1_000_000_000L / perSecond;
        this.clock = clock;
    }

    @Override
    public void onStart() {
        thread = new Thread(this::storeUntilStopped, "steady-receiver");
        thread.start();
    }

    @Override
    public void onStop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void storeUntilStopped() {
        long due = clock.nanos();
        for (int i = 0; !isStopped(); i++) {
            for (long early = due - clock.nanos(); early > 0; early = due - clock.nanos()) {
                LockSupport.parkNanos(early);
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            store(new Tuple2<>(i % KEYS, due));
            due += nanosBetween;
        }
    }
}
