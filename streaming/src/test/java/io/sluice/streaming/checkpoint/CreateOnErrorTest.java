package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.StreamingContext;
import io.sluice.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that rather begins anew than not at all, on a directory that an earlier one has left. */
class CreateOnErrorTest {
    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void aCheckpointOfTheProgramCalledFirst() {
        directory = parent.resolve("checkpoint");
        run("first", false);
    }

    @Test
    void whenTheProgramDoesNotFit_thenItBeginsAnew_andTheOldFilesAreBesideIt() throws IOException {
        List<Path> before = files(directory.resolve("batches"));

        run("second", true);

        assertThat(files(parent.resolve("checkpoint.unusable-1/batches"))).isEqualTo(before);
        run("second", false);
    }

    @Test
    void whenTheDirectoryIsDamaged_thenItBeginsAnew() throws IOException {
        Files.createDirectories(directory.resolve("state/counts/0"));
        Files.writeString(directory.resolve("state/counts/0/file"), "of a batch log that is gone");
        for (Path file : files(directory.resolve("batches"))) {
            Files.delete(directory.resolve("batches").resolve(file));
        }

        run("first", true);

        assertThat(parent.resolve("checkpoint.unusable-1/state/counts/0/file")).exists();
    }

    @Test
    void whenTheProgramFits_thenItGoesOn() throws IOException {
        run("first", true);

        assertThat(files(parent)).containsExactly(Path.of("checkpoint"));
    }

    @Test
    void whenNotAskedFor_thenTheProgramIsRefused_andEverythingStays() throws IOException {
        List<Path> before = files(directory.resolve("batches"));

        assertThatThrownBy(() -> run("second", false))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CHECKPOINT_INCOMPATIBLE));

        assertThat(files(directory.resolve("batches"))).isEqualTo(before);
    }

    @Test
    void whenAnotherProgramRunsOnIt_thenNothingIsPutAside() throws IOException {
        try (StreamingContext running = program("first")) {
            running.checkpoint(directory.toString());
            running.start();

            assertThatThrownBy(() -> run("second", true))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CHECKPOINT_IN_USE));
        }
        assertThat(files(parent)).containsExactly(Path.of("checkpoint"));
    }

    private void run(String name, boolean createOnError) {
        try (StreamingContext streaming =
                StreamingContext.getOrCreate(directory.toString(), () -> program(name), createOnError)) {
            assertThat(streaming.checkpointDirectory()).isEqualTo(Optional.of(directory.toString()));
            streaming.start();
        }
    }

    private static StreamingContext program(String name) {
        StreamingContext streaming = new StreamingContext(
                new SluiceContext("local", name), Duration.ofSeconds(1), new ManualClock(Instant.ofEpochSecond(1000)));
        streaming.<String>queueStream(new ArrayDeque<>()).foreachRDD(rdd -> {});
        return streaming;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(Path::getFileName).sorted().toList();
        }
    }
}
