package io.sluice.benchmarks.plain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Two threads that take the files of a folder one by one, each into a result of its own. */
final class FileWorkers {
    private static final int THREADS = 2;

    private FileWorkers() {}

    /** Reads one file into a worker's own result. */
    interface FileReader<R> {
        void read(Path file, R into) throws IOException;
    }

    /** One result for each thread. */
    static <R> List<R> run(Path folder, Supplier<R> emptyResult, FileReader<R> reader) throws Exception {
        Queue<Path> files = new ConcurrentLinkedQueue<>(dataFiles(folder));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<R>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    R result = emptyResult.get();
                    for (Path file = files.poll(); file != null; file = files.poll()) {
                        reader.read(file, result);
                    }
                    return result;
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static List<Path> dataFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
