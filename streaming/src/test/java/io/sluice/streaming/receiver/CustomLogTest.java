package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.LogStorage;
import io.sluice.streaming.Time;
import io.sluice.time.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CustomLogTest {
    @TempDir
    Path directory;

    private final SluiceContext context =
            new SluiceContext(new SluiceConf().setMaster("local[2]").setAppName("test"));
    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));

    @AfterEach
    void close() {
        context.close();
    }

    /** A file for each record, named by number and time; every third write fails at first. */
    public static final class FileForEachRecord implements WriteAheadLog {
        private final Path directory;
        private int attempts;

        record Name(String file) implements WriteAheadLogRecordHandle {}

        public FileForEachRecord(SluiceConf conf, String directory) throws IOException {
            this.directory = Path.of(directory, conf.get("sluice.app.name"));
            Files.createDirectories(this.directory);
        }

        @Override
        public Name write(ByteBuffer record, long time) throws IOException {
            if (attempts++ % 3 == 2) {
                throw new IOException("try again");
            }
            byte[] bytes = new byte[record.remaining()];
            record.get(bytes);
            String file = "%04d-%d".formatted(files().size(), time);
            Files.write(directory.resolve(file), bytes);
            return new Name(file);
        }

        @Override
        public ByteBuffer read(WriteAheadLogRecordHandle handle) throws IOException {
            return ByteBuffer.wrap(Files.readAllBytes(directory.resolve(((Name) handle).file())));
        }

        @Override
        public Iterator<ByteBuffer> readAll() throws IOException {
            return files().stream().map(this::content).iterator();
        }

        private ByteBuffer content(Path file) {
            try {
                return ByteBuffer.wrap(Files.readAllBytes(file));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private List<Path> files() throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                return files.sorted().toList();
            }
        }

        @Override
        public void clean(long threshTime, boolean waitForCompletion) throws IOException {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                if (Long.parseLong(name.substring(name.indexOf('-') + 1)) < threshTime) {
                    Files.write(file, new byte[0]);
                    Files.move(file, file.resolveSibling(name.replaceFirst("-.*", "-" + Long.MAX_VALUE)));
                }
            }
        }

        @Override
        public void close() {}
    }

    private LoggedRun<Integer> newRun(Class<?> log, int maxFailures) {
        return new LoggedRun<>(
                context,
                clock,
                new ReceivedLogSettings(
                        true, log.getName(), Duration.ofSeconds(60), maxFailures, false, Duration.ofSeconds(30)));
    }

    private LogStorage storage() {
        return new LocalLogStorage(directory);
    }

    @Test
    void plannedAndUnplannedBlocksComeBackFromALogOfTheProgram() {
        LoggedRun<Integer> run = newRun(FileForEachRecord.class, 2).begin(storage());
        run.receiver.store(List.of(1, 2));
        run.plan(1);
        for (int i = 3; i < 10; i++) {
            run.receiver.store(List.of(i));
        }

        LoggedRun<Integer> again = newRun(FileForEachRecord.class, 2);
        again.resume(storage(), run, Optional.empty());

        assertThat(again.records(again.planned(new Time(1000)))).containsExactly(1, 2);
        assertThat(again.records(again.plan(2))).containsExactly(3, 4, 5, 6, 7, 8, 9);
        LoggedRun<Integer> third = newRun(FileForEachRecord.class, 2);
        third.resume(storage(), again, Optional.empty());
        assertThat(third.plan(3).blocks()).as("what was written anew is known").isEmpty();
        assertThat(third.records(third.planned(new Time(2000)))).containsExactly(3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aWriteThatFailsTooOftenFailsTheStore() {
        LoggedRun<Integer> run = newRun(FileForEachRecord.class, 1).begin(storage());
        run.receiver.store(List.of(1));
        run.receiver.store(List.of(2));

        assertThatThrownBy(() -> run.receiver.store(List.of(3)))
                .hasMessageStartingWith("CHECKPOINT_FAILED: The write-ahead log " + FileForEachRecord.class.getName()
                        + " could not be written in 1 attempts: java.io.IOException: try again.");
        run.receiver.store(List.of(4));
        assertThat(run.records(run.plan(1))).containsExactly(1, 2, 4);
    }

    @Test
    void theLogIsToldWhatNobodyNeeds() throws IOException {
        LoggedRun<Integer> run = newRun(FileForEachRecord.class, 2).begin(storage());
        run.receiver.store(List.of(1));
        run.plan(1);
        clock.advance(Duration.ofSeconds(5));
        run.receiver.store(List.of(2));
        ReceivedBlocks<Integer> second = run.plan(2);
        run.source.batchDone(new Time(2000));

        run.source.forget(new Time(1000));

        assertThat(directory.resolve("test/0000-" + Long.MAX_VALUE)).isEmptyFile();
        assertThat(run.records(second)).containsExactly(2);
    }

    @Test
    void aClassThatIsNoLogIsRefused() {
        assertThatThrownBy(() -> newRun(String.class, 1).begin(storage()))
                .hasMessageStartingWith(
                        "INVALID_SETTING: sluice.streaming.receiver.writeAheadLog.class is 'java.lang.String'");
    }
}
