package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program over a directory of files that ends in the middle of things, and another that goes on where it was. */
class RecoveryTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();

    @Test
    void whenAProgramIsStartedAgain_thenItReadsNoFileTwiceAndNoneIsLost() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch run = program(BEGIN, input)) {
            run.start();
            file(input, "a", BEGIN.plusMillis(500));
            run.runBatch();
        }
        file(input, "b", BEGIN.plusSeconds(200));

        try (BatchByBatch run = program(BEGIN.plusSeconds(3600), input)) {
            run.start();
            run.runBatch();
            file(input, "c", BEGIN.plusSeconds(3601));
            run.runBatch();
        }

        assertThat(seen).containsExactly("1001: a", "4601: b", "4602: c");
    }

    @Test
    void whenABatchFails_thenTheNextRunRunsItAgainWithTheSameFilesFirst() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch run = program(BEGIN, input)) {
            run.streaming().textFileStream(input.toString()).foreachRDD(rdd -> {
                throw new IllegalStateException("the sink is away");
            });
            run.start();
            file(input, "a", BEGIN.plusMillis(500));
            run.runBatch();
            assertThatThrownBy(() -> run.streaming().awaitTermination()).hasMessageContaining("the sink is away");
        }
        seen.clear();
        file(input, "b", BEGIN.plusSeconds(2));

        try (BatchByBatch run = program(BEGIN.plusSeconds(10), input, "checkpoint.giveUp=textFileStream-2")) {
            run.start();
            run.runBatch();
        }

        assertThat(seen).containsExactly("1001: a", "1011: b");
    }

    @Test
    void whenAWindowReachesBackBeforeTheRestart_thenItReadsTheOldFilesAgain() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch run = windows(BEGIN, input)) {
            run.start();
            file(input, "a", BEGIN.plusMillis(500));
            run.runBatch();
            file(input, "b", BEGIN.plusMillis(1500));
            run.runBatch();
        }

        try (BatchByBatch run = windows(BEGIN.plusSeconds(2), input)) {
            run.start();
            file(input, "c", BEGIN.plusMillis(2500));
            run.runBatch();
            run.runBatch();
        }

        assertThat(seen).containsExactly("1001: [a]", "1002: [a, b]", "1003: [a, b, c]", "1004: [b, c]");
    }

    @Test
    void whenTwoProgramsUseADirectory_thenTheSecondIsRefused() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch first = program(BEGIN, input);
                BatchByBatch second = program(BEGIN, input)) {
            first.start();

            assertThatThrownBy(second::start)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CHECKPOINT_IN_USE));
        }
    }

    @Test
    void whenTheClockWasSetBack_thenBatchTimesGoOnAndNothingWaits() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch run = program(BEGIN.plusSeconds(7200), input)) {
            run.start();
            run.runBatch();
        }

        try (BatchByBatch run = program(BEGIN, input)) {
            run.start();
            file(input, "a", BEGIN.plusMillis(500));
            run.clock().advance(Duration.ofSeconds(1));
            run.streaming().batches().orElseThrow().termination().awaitBatch(new Time(1_007_202_000L));
        }

        assertThat(seen).containsExactly("8202: a");
    }

    @Test
    void whenTheClockIsSetBackWhileTheProgramRuns_thenTheNextBatchIsAnIntervalLaterAllTheSame() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch run = program(BEGIN, input)) {
            run.start();
            run.runBatch();
            run.clock().awaitWaiting(1);
            run.clock().jumpTo(BEGIN.minusSeconds(3600));

            file(input, "a", BEGIN.minusSeconds(3600));
            run.clock().advance(Duration.ofSeconds(1));
            run.streaming().batches().orElseThrow().termination().awaitBatch(new Time(1_000_002_000L));
            run.clock().awaitWaiting(1);
            file(input, "b", BEGIN.minusSeconds(3600).plusMillis(1500));
            run.clock().advance(Duration.ofSeconds(1));
            run.streaming().batches().orElseThrow().termination().awaitBatch(new Time(1_000_003_000L));
        }

        assertThat(seen).containsExactly("1002: a", "1003: b");
    }

    @Test
    void whenTheBatchLogIsGone_thenTheCheckpointIsRefused() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in"));
        try (BatchByBatch run = program(BEGIN, input)) {
            run.start();
            run.runBatch();
        }
        Files.createDirectories(checkpoint().resolve("state/counts"));
        try (Stream<Path> segments = Files.list(checkpoint().resolve("batches"))) {
            segments.forEach(RecoveryTest::delete);
        }

        try (BatchByBatch run = program(BEGIN, input)) {
            assertThatThrownBy(run::start)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CHECKPOINT_CORRUPT))
                    .hasMessageContaining("batch log is gone");
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    private BatchByBatch program(Instant start, Path input, String... settings) {
        BatchByBatch run = new BatchByBatch(start, settings);
        run.streaming().checkpoint(checkpoint().toString());
        note(run.streaming().textFileStream(input.toString()), false);
        return run;
    }

    private BatchByBatch windows(Instant start, Path input) {
        BatchByBatch run = new BatchByBatch(start);
        run.streaming().checkpoint(checkpoint().toString());
        note(run.streaming().textFileStream(input.toString()).window(Duration.ofSeconds(3)), true);
        return run;
    }

    private void note(DStream<String> lines, boolean together) {
        lines.foreachRDD((rdd, time) -> {
            List<String> batch = rdd.collect();
            String second = time.milliseconds() / 1000 - 999_000 + "";
            if (together) {
                seen.add(second + ": " + batch);
            } else {
                batch.forEach(line -> seen.add(second + ": " + line));
            }
        });
    }

    private static void file(Path input, String content, Instant modified) throws IOException {
        Path file = input.resolveSibling("writing-" + content);
        Files.writeString(file, content + "\n");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        Files.move(file, input.resolve(content));
    }
}
