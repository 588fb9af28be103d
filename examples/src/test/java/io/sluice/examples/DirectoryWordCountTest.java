package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.PairOutput;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWordCountTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private void moveIn(String name, String text, Instant modified) throws Exception {
        Path written = Files.writeString(elsewhere.resolve(name), text);
        Files.setLastModifiedTime(written, FileTime.from(modified));
        Files.move(written, directory.resolve(name));
    }

    @Test
    void whenFilesAreMovedIn_thenEachIsCountedOnce() throws Exception {
        try (StreamHarness harness = StreamHarness.builder().startAt(START).build()) {
            PairOutput<String, Integer> counts =
                    harness.collect(NetworkWordCount.count(harness.streaming().textFileStream(directory.toString())));
            harness.start();

            moveIn("first.txt", "tea milk\ntea\n", START.plusMillis(500));
            harness.runBatch();
            assertThat(counts.lastAsMap()).isEqualTo(Map.of("tea", 2, "milk", 1));

            moveIn("second.txt", "tea", START.plusMillis(1500));
            harness.runBatch();
            assertThat(counts.lastAsMap()).isEqualTo(Map.of("tea", 1));

            harness.runBatch();
            assertThat(counts.last()).isEmpty();
        }
    }
}
