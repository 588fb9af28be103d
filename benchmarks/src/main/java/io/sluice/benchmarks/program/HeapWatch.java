package io.sluice.benchmarks.program;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * What each collection leaves in the heap, with the garbage in its old part that a small collection does not look for: whether it
 * grows. A pool's own figure after collections would not do: G1 keeps none of its old part. Thread-safe.
 */
public final class HeapWatch implements AutoCloseable {
    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final NotificationListener listener = this::collected;
    private final List<Double> megabytes = new ArrayList<>();

    private HeapWatch() {}

    public static HeapWatch start() {
        HeapWatch watch = new HeapWatch();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(watch.listener, null, null);
        }
        return watch;
    }

    private void collected(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GarbageCollectionNotificationInfo collection =
                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> pools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .reduce(Long::sum)
                    .ifPresent(this::left);
        }
    }

    private synchronized void left(long bytes) {
        megabytes.add(bytes / 1e6);
    }

    /** How many collections there were. */
    public synchronized int collections() {
        return megabytes.size();
    }

    /** The most of all, and what is usual in the last quarter over what is usual in the first. */
    public synchronized void print() {
        int quarter = Math.max(1, megabytes.size() / 4);
        Figures.print("heap.collections", megabytes.size());
        Figures.print(
                "heap.max.mb",
                megabytes.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        double first = median(megabytes.subList(0, Math.min(quarter, megabytes.size())));
        double last = median(megabytes.subList(Math.max(0, megabytes.size() - quarter), megabytes.size()));
        Figures.print("heap.last.over.first", first == 0 ? 1 : last / first);
    }

    private static double median(List<Double> some) {
        List<Double> sorted = some.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            try {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
            } catch (ListenerNotFoundException gone) {
                throw new IllegalStateException("a watch is closed once", gone);
            }
        }
    }
}
