package io.sluice.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.file.FileFormat;
import io.sluice.streaming.BatchByBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileStreamTest {
    static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    Path directory;

    final BatchByBatch run = new BatchByBatch(START);

    @AfterEach
    void close() {
        run.close();
    }

    /** Moves a file in, modified so many seconds after the start. */
    private Path appear(String name, String content, double secondsAfterStart) throws IOException {
        Path file = Files.writeString(directory.resolve("." + name + ".part"), content);
        Files.setLastModifiedTime(file, FileTime.from(START.plusMillis((long) (secondsAfterStart * 1_000))));
        return Files.move(file, directory.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> startText() {
        List<String> lines = run.recordsOf(run.streaming().textFileStream(directory.toString()));
        run.start();
        return lines;
    }

    @Test
    void aFileMovedInIsReadOnce() throws Exception {
        List<String> lines = startText();

        appear("a", "one\ntwo\n", 0.5);
        run.runBatch();
        run.runBatch();

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void filesOfBeforeTheStartAreLeftAlone_unlessTheyAreModified() throws Exception {
        appear("old", "old\n", -1);
        appear("modified", "before\n", -1);
        List<String> lines = startText();

        run.runBatch();
        appear("modified", "after\n", 1.5);
        run.runBatch();

        assertThat(lines).containsExactly("after");
    }

    @Test
    void filesOfBeforeTheStartAreRead_whenNotOnlyNewOnesAreWanted() throws Exception {
        appear("recent", "recent\n", -30);
        appear("ancient", "ancient\n", -3_600);
        List<String> lines = run.recordsOf(
                run.streaming().fileStream(directory.toString(), FileFormat.lines(), file -> true, false));
        run.start();

        run.runBatch();

        assertThat(lines).containsExactly("recent");
        assertThat(run.nextReceiverEvent())
                .contains("ancient")
                .contains("is not read")
                .contains("minRememberDuration");
    }

    @Test
    void aFileModifiedBeforeTheStartAndMovedInLaterIsRead() throws Exception {
        List<String> lines = startText();

        appear("late", "late\n", -10);
        run.runBatch();

        assertThat(lines).containsExactly("late");
    }

    @Test
    void aFileThatAppearsTooLateIsReported() throws Exception {
        List<String> lines = startText();

        appear("late", "late\n", -61);
        run.runBatch();
        run.runBatch();

        assertThat(lines).isEmpty();
        assertThat(run.nextReceiverEvent()).contains("late").contains("is not read");
    }

    @Test
    void aFileModifiedAfterTheTimeOfTheBatchIsTheNextOnes() throws Exception {
        List<String> lines = startText();

        appear("b", "second\n", 1.2);
        appear("a", "first\n", 1);
        run.runBatch();
        List<String> afterOne = List.copyOf(lines);
        run.runBatch();

        assertThat(afterOne).containsExactly("first");
        assertThat(lines).containsExactly("first", "second");
    }

    @Test
    void filesWithADotBeforeTheirNameAreNotRead() throws Exception {
        List<String> lines = startText();

        appear(".hidden", "hidden\n", 0.5);
        run.runBatch();

        assertThat(lines).isEmpty();
    }

    @Test
    void theDirectoryMayBeAPatternAndAppearLater() throws Exception {
        List<String> lines = run.recordsOf(run.streaming().textFileStream(directory + "/day-*"));
        run.start();
        run.runBatch();

        Path day = Files.createDirectory(directory.resolve("day-1"));
        Files.move(appear("a", "a\n", 1.5), day.resolve("a"));
        run.runBatch();

        assertThat(lines).containsExactly("a");
    }

    @Test
    void whenAFileIsRemovedAfterItWasListed_thenTheBatchFailsAndNamesIt() throws Exception {
        Path file = directory.resolve("gone");
        run.streaming().textFileStream(directory.toString()).foreachRDD(rdd -> {
            Files.deleteIfExists(file);
            rdd.collect();
        });
        run.start();

        appear("gone", "a\n", 0.5);
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination())
                .hasMessageContaining("BATCH_FAILED")
                .hasMessageContaining(file + "' does not exist");
    }

    @Test
    void whenAFileGrowsBeforeItIsRead_thenTheBatchFails() throws Exception {
        Path file = directory.resolve("growing");
        run.streaming().textFileStream(directory.toString()).foreachRDD(rdd -> {
            if (Files.exists(file)) {
                Files.writeString(file, "half a line and the other half\n");
            }
            rdd.collect();
        });
        run.start();

        appear("growing", "half a line", 0.5);
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination())
                .hasMessageContaining("was changed after a batch had taken it")
                .hasMessageContaining("it had 11 bytes");
    }

    @Test
    void whenAFileGrowsAfterItWasRead_thenThatIsReported() throws Exception {
        List<String> lines = startText();
        appear("growing", "one\n", 0.5);
        run.runBatch();

        appear("growing", "one\ntwo\n", 1.5);
        run.runBatch();
        run.runBatch();

        assertThat(lines).containsExactly("one");
        assertThat(run.nextReceiverEvent()).contains("growing' was changed");
    }

    @Test
    void whenTheDirectoryIsUnreadable_thenTheBatchFails() throws Exception {
        startText();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
        try {
            Assumptions.assumeFalse(Files.isReadable(directory), "a super-user reads everything");
            run.clock().advance(Duration.ofSeconds(1));

            assertThatThrownBy(() -> run.streaming().awaitTermination())
                    .hasMessageContaining("cannot be read")
                    .hasMessageContaining(directory.toString());
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void whenAFileInTheDirectoryCannotBeLookedAt_thenTheBatchFails() throws Exception {
        startText();
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination())
                .hasMessageContaining("could not be planned")
                .hasMessageContaining("'" + loop + "' cannot be read");
    }

    @Test
    void aListingSlowerThanTheBatchIntervalIsReported() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        List<String> lines = run.recordsOf(run.streaming()
                .fileStream(
                        directory.toString(),
                        FileFormat.lines(),
                        file -> {
                            if (slow.getAndSet(false)) {
                                run.clock().advance(BatchByBatch.INTERVAL.multipliedBy(3));
                            }
                            return true;
                        },
                        false));
        run.start();
        appear("a", "tea\n", 0);
        slow.set(true);

        run.runBatch();

        assertThat(run.receiverEvent("listing the 1 files of"))
                .contains("took 3000 ms, more than the batch interval of 1000 ms");
        assertThat(lines).containsExactly("tea");
    }

    @Test
    void recordsOfAFixedLength() throws Exception {
        List<String> records = run.recordsOf(
                run.streaming().binaryRecordsStream(directory.toString(), 3).map(String::new));
        run.start();

        appear("a", "abcdef", 0.5);
        run.runBatch();

        assertThat(records).containsExactly("abc", "def");
    }

    @Test
    void wholeFilesAreOneRecordEach() throws Exception {
        List<Integer> lengths = run.recordsOf(run.streaming()
                .fileStream(directory.toString(), FileFormat.wholeFiles())
                .map(file -> file._2().length));
        run.start();

        appear("a", "abcdef", 0.5);
        run.runBatch();

        assertThat(lengths).containsExactly(6);
    }

    @Test
    void anErrorInABatchNamesTheByteOfTheFile() throws Exception {
        run.streaming()
                .textFileStream(directory.toString())
                .map(Integer::parseInt)
                .foreachRDD(rdd -> rdd.collect());
        run.start();

        Path file = appear("numbers", "1\ntwo\n", 0.5);
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination()).hasMessageContaining("byte 2 of '" + file + "'");
    }

    @Test
    void whatIsRememberedDoesNotGrowForEver() {
        FileSelection selection = new FileSelection();
        for (int i = 0; i < 1_000; i++) {
            Instant time = START.plusSeconds(i);
            selection.select(
                    List.of(new io.sluice.storage.InputFile("/in/" + i, 1, time)), time.minusSeconds(60), time);
        }

        assertThat(selection.remembered()).isLessThanOrEqualTo(61);
    }
}
