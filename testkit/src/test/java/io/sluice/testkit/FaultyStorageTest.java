package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The faults, seen by a log. */
class FaultyStorageTest {
    @TempDir
    Path directory;

    private FaultyStorage disk;
    private LogStorage storage;

    @BeforeEach
    void open() {
        disk = new FaultyStorage(new LocalLogStorage(directory));
        storage = disk.below("log");
    }

    @Test
    void aLossOfPowerKeepsWhatWasForcedAndPartOfTheRest() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            storage = disk.below("log" + seed);
            SegmentLog log = log();
            append(log, "forced");
            log.force();
            append(log, "not forced");
            log.replay((position, frame) -> {}); // has it written
            disk.losePower(new Random(seed));

            assertThat(frames()).startsWith("forced").hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aDiskThatIgnoresForcesLosesWhatWasPromised() throws IOException {
        disk.ignoreForces(true);
        int lost = 0;
        for (int seed = 0; seed < 20; seed++) {
            storage = disk.below("log" + seed);
            SegmentLog log = log();
            append(log, "promised");
            log.force();
            disk.losePower(new Random(seed));
            disk.ignoreForces(true);
            lost += frames().isEmpty() ? 1 : 0;
        }
        assertThat(lost).isPositive();
    }

    @Test
    void aFullDiskCutsAWriteShort() {
        SegmentLog log = log();
        append(log, "first");
        log.force();
        disk.leaveRoomFor(5);
        append(log, "second");

        assertThatThrownBy(log::force).hasMessageStartingWith("DISK_FULL: ");
        log.close();
        assertThat(frames()).containsExactly("first");
    }

    @Test
    void forcesFailAndNothingIsWrittenWhenTold() {
        SegmentLog log = log();
        append(log, "x");
        disk.failForces(true);
        assertThatThrownBy(log::force).hasMessageStartingWith("CHECKPOINT_FAILED: ");

        disk.failForces(false);
        disk.makeReadOnly(true);
        SegmentLog another = SegmentLog.open(disk.below("another"), SegmentSettings.DEFAULT);
        assertThatThrownBy(() -> append(another, "x")).hasMessageStartingWith("CHECKPOINT_FAILED: ");
    }

    @Test
    void aFlippedBitIsFound() throws IOException {
        try (SegmentLog log = log()) {
            append(log, "one");
            append(log, "two");
        }
        disk.flipBit("log/0000000000000000.seg", 33 * 8);

        assertThatThrownBy(this::log).hasMessageStartingWith("CHECKPOINT_CORRUPT: ");
    }

    @Test
    void stepsAreTold() {
        List<String> steps = new ArrayList<>();
        disk.onStep(step -> steps.add(step.replace(directory.toString(), "")));
        SegmentLog log = log();
        append(log, "one");
        log.force();

        assertThat(steps)
                .containsExactly(
                        "append /log/0000000000000000.seg",
                        "force /log/0000000000000000.seg",
                        "forced /log/0000000000000000.seg");
    }

    private SegmentLog log() {
        return SegmentLog.open(storage, SegmentSettings.DEFAULT);
    }

    private static void append(SegmentLog log, String text) {
        log.append(UTF_8.encode(text));
    }

    private List<String> frames() {
        List<String> frames = new ArrayList<>();
        SegmentLog.open(
                        storage,
                        SegmentSettings.DEFAULT,
                        (position, frame) -> frames.add(UTF_8.decode(frame).toString()))
                .close();
        return frames;
    }
}
