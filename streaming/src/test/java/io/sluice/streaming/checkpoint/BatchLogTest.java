package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import io.sluice.streaming.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLogTest {
    private static final OperatorTable TABLE = new OperatorTable(
            "clicks",
            Duration.ofMillis(10),
            List.of(new Operator(
                    "in", Operator.Kind.SOURCE, "fileStream", true, new TreeMap<>(Map.of("replayable", "true")))));

    @TempDir
    Path directory;

    @Test
    void whenALogIsOpenedAgain_thenItHasExactlyWhatWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BatchLog log = fresh();
        for (int batch = 1; batch <= 300; batch++) {
            byte[] plan = new byte[random.nextInt(50)];
            random.nextBytes(plan);
            log.planned(time(batch), Map.of("in", plan));
            if (random.nextInt(4) > 0) {
                boolean skipped = random.nextInt(10) == 0;
                log.committed(
                        time(1 + random.nextInt(batch)),
                        skipped ? BatchFrame.Outcome.SKIPPED : BatchFrame.Outcome.DONE,
                        List.of("print-1"),
                        Map.of("counts", new long[] {batch, -1}),
                        Map.of("in", random.nextDouble()));
            }
            if (random.nextInt(50) == 0) {
                log.begin(log.history().snapshot().knowing(Map.of("in", plan)));
            }
            if (random.nextInt(20) == 0) {
                History before = log.history().snapshot();
                log.force();
                log.close();
                log = BatchLog.open(storage());
                assertSame(seed, log.history().snapshot(), before);
                assertSame(seed, BatchLog.read(storage()).snapshot(), before);
            }
        }
        log.close();
    }

    private static void assertSame(long seed, History actual, History expected) {
        assertThat(actual).as("seed %d", seed).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void whenAProgramRunsForLong_thenTheLogStaysSmall() throws IOException {
        try (BatchLog log = fresh()) {
            long early = 0;
            for (int batch = 1; batch <= 200_000; batch++) {
                if (log.isLong()) {
                    log.begin(log.history().snapshot());
                }
                log.planned(time(batch), Map.of("in", new byte[40]));
                log.committed(time(batch), BatchFrame.Outcome.DONE, List.of("print-1"), Map.of(), Map.of("in", 1.0));
                log.history().forgetUntil(time(batch - 10));
                early = batch == 50_000 ? bytes() : early;
            }

            assertThat(bytes()).isLessThan(early + (2 << 20));
            assertThat(log.history().snapshot().plans()).hasSize(10);
        }
    }

    @Test
    void whenASegmentDoesNotBeginWithItsBase_thenTheLogIsCorrupt() {
        write(BatchFrames.encode(new BatchFrame.Planned(time(1), Map.of())));

        assertRefused(ErrorCode.CHECKPOINT_CORRUPT);
    }

    @Test
    void whenAFrameMakesNoSense_thenTheLogIsCorrupt() {
        write(ByteBuffer.wrap(new byte[] {77, 1, 2, 3}));

        assertRefused(ErrorCode.CHECKPOINT_CORRUPT);
    }

    @Test
    void whenALaterSluiceWroteTheLog_thenItIsTooNew() {
        ByteBuffer base = BatchFrames.encode(new BatchFrame.Base(History.first(TABLE, time(0))));
        base.put(1, (byte) 99);
        write(base);

        assertRefused(ErrorCode.CHECKPOINT_TOO_NEW);
    }

    private void write(ByteBuffer frame) {
        try (SegmentLog log = SegmentLog.open(storage(), SegmentSettings.DEFAULT)) {
            log.append(frame);
            log.force();
        }
    }

    private void assertRefused(ErrorCode code) {
        assertThatThrownBy(() -> BatchLog.open(storage()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(code));
    }

    private BatchLog fresh() {
        BatchLog log = BatchLog.open(storage());
        log.begin(History.first(TABLE, time(0)));
        return log;
    }

    private LogStorage storage() {
        return new LocalLogStorage(directory);
    }

    private static Time time(long batch) {
        return new Time(batch * 10);
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
