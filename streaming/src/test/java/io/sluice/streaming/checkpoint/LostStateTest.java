package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.storage.Directories;
import io.sluice.streaming.BatchByBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State that a disk had promised to keep, and that is not there when the program comes back. */
class LostStateTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

    @TempDir
    Path directory;

    private final List<Tuple2<String, Long>> counts = new ArrayList<>();
    private Path state;
    private Path afterFirstBatch;

    @BeforeEach
    void runTwoBatches() throws Exception {
        Files.createDirectories(directory.resolve("in"));
        state = directory.resolve("checkpoint/state");
        afterFirstBatch = directory.resolve("copy");
        try (BatchByBatch run = program(BEGIN)) {
            run.start();
            file("a", BEGIN.plusMillis(500));
            run.runBatch();
            copy(state, afterFirstBatch);
            file("b", BEGIN.plusMillis(1500));
            run.runBatch();
        }
    }

    @Test
    void whenNothingIsLost_thenTheCountsGoOn() throws Exception {
        counts.clear();
        try (BatchByBatch run = program(BEGIN.plusSeconds(2))) {
            run.start();
            run.runBatch();
        }

        assertThat(counts).containsExactlyInAnyOrder(new Tuple2<>("a", 1L), new Tuple2<>("b", 1L));
    }

    @Test
    void whenTheLastCommittedVersionIsNotThere_thenItIsNamedAndNotGuessedPast() throws Exception {
        Directories.delete(state);
        copy(afterFirstBatch, state);

        assertLost("was written up to version 1000002000, and its files end with version 1000001000");
    }

    @Test
    void whenAllFilesOfTheStateAreGone_thenThatIsNamed() throws Exception {
        Directories.delete(state);

        assertLost("'totals'");
    }

    private void assertLost(String what) throws Exception {
        try (BatchByBatch run = program(BEGIN.plusSeconds(2))) {
            run.start();
            run.runBatch();

            assertThatThrownBy(() -> run.streaming().awaitTermination())
                    .hasMessageContaining(what)
                    .rootCause()
                    .hasMessageContaining("STATE_LOST");
        }
    }

    private BatchByBatch program(Instant start) {
        BatchByBatch run = new BatchByBatch(start);
        run.streaming().checkpoint(directory.resolve("checkpoint").toString());
        run.streaming()
                .textFileStream(directory.resolve("in").toString())
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .<Long>updateStateByKey((ones, total) -> Optional.of(total.orElse(0L) + ones.size()))
                .name("totals")
                .foreachRDD(rdd -> {
                    counts.addAll(rdd.collect());
                });
        return run;
    }

    private void file(String content, Instant modified) throws IOException {
        Path file = directory.resolve("writing");
        Files.writeString(file, content + "\n");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        Files.move(file, directory.resolve("in").resolve(content));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
    }
}
