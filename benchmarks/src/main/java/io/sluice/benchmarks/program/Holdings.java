package io.sluice.benchmarks.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a JVM holds at one moment: live heap, threads, and open files, sockets among them. */
public record Holdings(double heapMegabytes, int threads, long openFiles) {
    /** Collects garbage first, so that only what is reachable counts. */
    public static Holdings now() {
        collectGarbage();
        long heapBytes =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Holdings(heapBytes / 1e6, ManagementFactory.getThreadMXBean().getThreadCount(), countOpenFiles());
    }

    public void print(String moment) {
        Figures.print(moment + ".heap.mb", heapMegabytes);
        Figures.print(moment + ".threads", threads);
        Figures.print(moment + ".files", openFiles);
    }

    /** Twice: what the first round enqueues for cleaning is free only after the second. */
    private static void collectGarbage() {
        System.gc();
        System.gc();
    }

    private static long countOpenFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
