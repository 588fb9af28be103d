package io.sluice.spark.cluster;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What executors and drivers print: Spark's workers keep it in files below their directories. */
final class ExecutorLogs {
    private static final int LAST_LINES = 40;

    private ExecutorLogs() {}

    /** The last lines of each. */
    static String below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("stderr") || file.endsWith("stdout"))
                    .sorted()
                    .map(ExecutorLogs::lastLines)
                    .collect(joining("\n"));
        } catch (IOException | UncheckedIOException gone) {
            return "the logs of executors cannot be read: " + gone;
        }
    }

    private static String lastLines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
            return "---- %s%n%s%n".formatted(file, String.join("\n", last));
        } catch (IOException unreadable) {
            return "---- %s cannot be read: %s%n".formatted(file, unreadable);
        }
    }
}
