package io.sluice.benchmarks.program;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the heap holds after collections, looked at ten times a second: whether it grows. Its thread ends with {@link #close}.
 */
public final class HeapWatch implements AutoCloseable {
    private final List<Double> megabytes = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "heap-watch");

    private HeapWatch() {
        thread.setDaemon(true);
    }

    public static HeapWatch start() {
        HeapWatch watch = new HeapWatch();
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!closed.await(100, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException ended) {
            closed.countDown();
        }
    }

    private synchronized void look() {
        long bytes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        if (bytes > 0) {
            megabytes.add(bytes / 1e6);
        }
    }

    /** The most of all, and the most of the last quarter over the most of the first. */
    public synchronized void print() {
        int quarter = Math.max(1, megabytes.size() / 4);
        Figures.print("heap.max.mb", most(megabytes));
        double first = most(megabytes.subList(0, Math.min(quarter, megabytes.size())));
        double last = most(megabytes.subList(Math.max(0, megabytes.size() - quarter), megabytes.size()));
        Figures.print("heap.last.over.first", first == 0 ? 1 : last / first);
    }

    private static double most(List<Double> some) {
        return some.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
