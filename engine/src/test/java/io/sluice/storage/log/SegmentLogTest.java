package io.sluice.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SegmentLogTest {
    private static final SegmentSettings SMALL = new SegmentSettings(200, 1024);
    private static final String FIRST = "0000000000000000.seg";

    private final MemoryStorage disk = new MemoryStorage();

    @Test
    void framesComeBackInTheOrderInWhichTheyWereAppended() {
        try (SegmentLog log = open()) {
            log.append(utf8("one"), utf8("+"));
            log.append(utf8(""));
            log.append(utf8("three"));
        }

        try (SegmentLog log = open()) {
            assertThat(frames(log)).containsExactly("one+", "", "three");
            assertThat(log.cut()).isEmpty();
        }
    }

    @Test
    void aFrameIsReadByItsPositionBeforeAndAfterItWasWritten() {
        try (SegmentLog log = open()) {
            Position one = log.append(utf8("one"));
            Position two = log.append(utf8("two"));

            assertThat(text(log.read(one))).isEqualTo("one");
            log.force();
            assertThat(text(log.read(two))).isEqualTo("two");
            assertThat(one).isLessThan(two);
            assertThatThrownBy(() -> log.read(log.end()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no frame at");
        }
    }

    @Test
    void nothingIsWrittenBeforeTheFirstAppend() {
        open().close();

        assertThat(disk.files).isEmpty();
    }

    @Test
    void manySmallFramesBecomeOneWriteAndOneForce() {
        try (SegmentLog log = SegmentLog.open(disk, SegmentSettings.DEFAULT)) {
            for (int i = 0; i < 1000; i++) {
                log.append(utf8("frame " + i));
            }
            assertThat(disk.bytes(FIRST)).isEmpty();
            log.force();
            log.force();
        }

        assertThat(disk.forces).isEqualTo(1);
    }

    @Test
    void aFrameLargerThanSegmentAndBufferHasASegmentToItself() {
        String large = "x".repeat(5000);
        try (SegmentLog log = open()) {
            log.append(utf8("before"));
            Position position = log.append(utf8(large));
            Position behind = log.append(utf8("behind"));

            assertThat(position).isEqualTo(new Position(1, SegmentFormat.HEADER_BYTES));
            assertThat(behind.segment()).isEqualTo(2);
        }
        try (SegmentLog log = open()) {
            assertThat(frames(log)).containsExactly("before", large, "behind");
        }
    }

    @Test
    void randomHistoriesAgreeWithAList() {
        long seed = new Random().nextLong();
        for (int i = 0; i < 300; i++) {
            new History(new Random(seed + i), "seed " + (seed + i)).run();
        }
    }

    /** Does the same to a log, which crashes now and then, and to a list. */
    private static final class History {
        private record Frame(Position position, String text) {}

        private final Random random;
        private final String name;
        private final MemoryStorage disk = new MemoryStorage();
        private List<Frame> frames = new ArrayList<>();
        private int durable;
        private SegmentLog log;

        History(Random random, String name) {
            this.random = random;
            this.name = name;
            log = SegmentLog.open(disk, SMALL);
        }

        void run() {
            for (int i = 0; i < 100; i++) {
                step(i);
            }
            restart(false);
        }

        private void step(int i) {
            switch (random.nextInt(16)) {
                case 0 -> restart(false);
                case 1 -> restart(true);
                case 2 -> log.roll();
                case 3 -> drop();
                case 4 -> truncate();
                case 5, 6 -> force();
                default -> append(i);
            }
        }

        private void append(int i) {
            String text = i + "-" + "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 2000 : 60));
            frames.add(new Frame(log.append(utf8(text)), text));
        }

        private void force() {
            log.force();
            durable = frames.size();
        }

        private void drop() {
            long before = random.nextInt((int) log.segment() + 1);
            log.dropBefore(before);
            int all = frames.size();
            long kept = Math.min(before, log.end().segment());
            frames.removeIf(frame -> frame.position().segment() < kept);
            durable = Math.max(0, durable - (all - frames.size()));
        }

        private void truncate() {
            if (!frames.isEmpty()) {
                int keep = random.nextInt(frames.size());
                log.truncate(frames.get(keep).position());
                frames = new ArrayList<>(frames.subList(0, keep));
                durable = keep;
            }
        }

        private void restart(boolean crash) {
            if (crash) {
                disk.crash(random);
            } else {
                log.close();
                durable = frames.size();
            }
            log = SegmentLog.open(disk, SMALL);
            List<Frame> found = new ArrayList<>();
            log.replay((position, content) -> found.add(new Frame(position, text(content))));
            assertThat(found).as(name).hasSizeBetween(durable, frames.size());
            assertThat(found).as(name).isEqualTo(frames.subList(0, found.size()));
            found.forEach(frame ->
                    assertThat(text(log.read(frame.position()))).as(name).isEqualTo(frame.text()));
            assertThat(log.bytes())
                    .as(name)
                    .isEqualTo(disk.files.values().stream()
                            .mapToLong(content -> content.bytes.length)
                            .sum());
            frames = found;
            durable = found.size();
        }
    }

    @Test
    void aTornTailOfEveryLengthIsCutAndReported() {
        write("one", "two", "three");
        byte[] whole = disk.bytes(FIRST).clone();
        int threeStarts = whole.length - SegmentFormat.FRAME_BYTES - "three".length();
        for (int length = threeStarts + 1; length < whole.length; length++) {
            disk.files.get(FIRST).bytes = Arrays.copyOf(whole, length);

            try (SegmentLog log = open()) {
                assertThat(frames(log)).containsExactly("one", "two");
                Cut cut = log.cut().orElseThrow();
                assertThat(cut.file()).isEqualTo("/memory/" + FIRST);
                assertThat(cut.offset()).isEqualTo(threeStarts);
                assertThat(cut.bytes()).isEqualTo(length - threeStarts);
                log.append(utf8("four"));
                log.force();
            }
            try (SegmentLog log = open()) {
                assertThat(frames(log)).containsExactly("one", "two", "four");
                assertThat(log.cut()).isEmpty();
            }
        }
    }

    @Test
    void aTornHeaderOfEveryLengthIsCut() {
        write("one");
        byte[] whole = disk.bytes(FIRST).clone();
        for (int length = 0; length < SegmentFormat.HEADER_BYTES; length++) {
            disk.files.get(FIRST).bytes = Arrays.copyOf(whole, length);

            try (SegmentLog log = open()) {
                assertThat(log.cut().map(Cut::bytes).orElse(0L)).isEqualTo(length);
                log.append(utf8("two"));
            }
            try (SegmentLog log = open()) {
                assertThat(frames(log)).containsExactly("two");
            }
        }
    }

    @Test
    void aTailOfZerosIsCut() {
        write("one", "two");
        byte[] whole = disk.bytes(FIRST);
        int twoStarts = whole.length - SegmentFormat.FRAME_BYTES - "two".length();
        for (int valid = twoStarts; valid < whole.length; valid++) {
            byte[] padded = Arrays.copyOf(Arrays.copyOf(whole, valid), whole.length + 4096);
            disk.files.get(FIRST).bytes = padded;

            try (SegmentLog log = open()) {
                assertThat(frames(log)).containsExactly("one");
                assertThat(log.cut()).map(Cut::offset).hasValue((long) twoStarts);
            }
        }
    }

    @Test
    void aFlippedBitIsDamageUnlessItIsInTheContentOfTheLastFrame() {
        write("one", "two", "three");
        byte[] whole = disk.bytes(FIRST).clone();
        int lastContentCheck = whole.length - "three".length() - Integer.BYTES;
        for (long bit = 0; bit < whole.length * 8L; bit++) {
            disk.files.get(FIRST).bytes = whole.clone();
            disk.flipBit(FIRST, bit);

            if (bit / 8 < lastContentCheck) {
                StreamException damage = catchThrowableOfType(StreamException.class, this::open);
                assertThat(damage).as("bit %d", bit).isNotNull();
                assertThat(damage.code()).isEqualTo(ErrorCode.CHECKPOINT_CORRUPT);
                assertThat(damage).hasMessageContaining("'/memory/" + FIRST + "' is damaged at byte ");
            } else {
                try (SegmentLog log = open()) {
                    assertThat(frames(log)).containsExactly("one", "two");
                    assertThat(log.cut()).isPresent();
                }
            }
        }
    }

    @Test
    void whatIsHalfWrittenInASegmentThatWasEndedIsDamage() {
        write("a".repeat(150), "b".repeat(150));
        byte[] first = disk.bytes(FIRST);
        disk.files.get(FIRST).bytes = Arrays.copyOf(first, first.length - 1);

        assertThatThrownBy(this::open)
                .hasMessageStartingWith("CHECKPOINT_CORRUPT: '/memory/" + FIRST
                        + "' is damaged at byte 20: a frame has 149 bytes of 150.");
    }

    @Test
    void aMissingSegmentIsNamed() {
        write("a".repeat(150), "b".repeat(150), "c".repeat(150));
        disk.delete("0000000000000001.seg");

        assertThatThrownBy(this::open)
                .hasMessageStartingWith("CHECKPOINT_CORRUPT: '/memory/0000000000000001.seg' is missing,"
                        + " though segment 2 behind it is there.");
    }

    @Test
    void swappedSegmentsAreDamage() {
        write("a".repeat(150), "b".repeat(150));
        disk.files.put(FIRST, disk.files.get("0000000000000001.seg"));

        assertThatThrownBy(this::open).hasMessageContaining("is damaged at byte 0: it is segment 1.");
    }

    @Test
    void aNewerFormatIsRefusedByName() {
        write("one");
        ByteBuffer header = ByteBuffer.wrap(disk.bytes(FIRST));
        header.putInt(4, 2);
        CRC32C crc = new CRC32C();
        crc.update(disk.bytes(FIRST), 0, 16);
        header.putInt(16, (int) crc.getValue());

        assertThatThrownBy(this::open)
                .hasMessageStartingWith("CHECKPOINT_TOO_NEW: '/memory/" + FIRST + "' has format version 2;");
    }

    @Test
    void aFrameThatItsReaderCannotDecodeIsNamed() {
        write("one", "two");

        assertThatThrownBy(() -> SegmentLog.open(disk, SMALL, (position, content) -> {
                    if (text(content).equals("two")) {
                        throw new IOException("no such kind: 7");
                    }
                }))
                .hasMessageStartingWith("CHECKPOINT_CORRUPT: '/memory/" + FIRST
                        + "' is damaged at byte 35: a frame cannot be decoded: no such kind: 7.");
    }

    @Test
    void aScanListsAllDamageAndChangesNothing() {
        write("a".repeat(150), "b".repeat(150), "c".repeat(150), "d".repeat(150));
        disk.flipBit(FIRST, 300);
        disk.flipBit("0000000000000002.seg", 300);
        byte[] last = disk.bytes("0000000000000003.seg");
        disk.files.get("0000000000000003.seg").bytes = Arrays.copyOf(last, last.length - 7);

        Findings findings = SegmentLog.scan(disk, (position, content) -> {});

        assertThat(findings.damage()).hasSize(2);
        assertThat(findings.frames()).isEqualTo(1);
        assertThat(findings.tornTail()).map(Cut::offset).hasValue(20L);
        assertThat(disk.bytes("0000000000000003.seg")).hasSize(last.length - 7);
    }

    @Test
    void aFullDiskEndsTheLogAndKeepsWhatWasForced() {
        SegmentLog log = open();
        log.append(utf8("one"));
        log.force();
        disk.leaveRoomFor(7);
        log.append(utf8("two"));

        assertThatThrownBy(log::force).hasMessageStartingWith("DISK_FULL: No space is left to write '/memory/" + FIRST);
        disk.leaveRoomFor(1000);
        assertThatThrownBy(() -> log.append(utf8("three")))
                .hasMessageStartingWith("DISK_FULL: '/memory' takes nothing more since writing failed: ");
        assertThatThrownBy(log::force).hasMessageStartingWith("DISK_FULL: '/memory' takes nothing more");

        log.close();
        try (SegmentLog again = open()) {
            assertThat(frames(again)).containsExactly("one");
            assertThat(again.cut()).map(Cut::bytes).hasValue(7L);
        }
    }

    @Test
    void aFailedForceIsNotTriedAgain() {
        SegmentLog log = open();
        log.append(utf8("one"));
        disk.failForces(true);

        assertThatThrownBy(log::force)
                .hasMessageStartingWith(
                        "CHECKPOINT_FAILED: '/memory/" + FIRST + "' cannot be written: Input/output error.");
        disk.failForces(false);
        assertThatThrownBy(log::force).hasMessageStartingWith("CHECKPOINT_FAILED: '/memory' takes nothing more");
        assertThat(disk.forces).isZero();
    }

    @Test
    @Timeout(20)
    void whoForcesWhileAForceIsOnItsWaySharesTheNextOne() throws Exception {
        SegmentLog log = SegmentLog.open(disk, SegmentSettings.DEFAULT);
        CountDownLatch firstIsOnItsWay = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        AtomicBoolean isFirst = new AtomicBoolean(true);
        disk.onForce = () -> {
            if (isFirst.getAndSet(false)) {
                firstIsOnItsWay.countDown();
                await(others);
            }
        };
        Thread leader = new Thread(() -> appendAndForce(log, "leader"));
        leader.start();
        await(firstIsOnItsWay);
        CountDownLatch appended = new CountDownLatch(8);
        List<Thread> followers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String text = "follower " + i;
            Thread follower = new Thread(() -> {
                log.append(utf8(text));
                appended.countDown();
                log.force();
            });
            follower.start();
            followers.add(follower);
        }
        await(appended);
        others.countDown();
        leader.join();
        for (Thread follower : followers) {
            follower.join();
        }

        assertThat(disk.forces)
                .as("one for the leader, one for those that came meanwhile")
                .isEqualTo(2);
        assertThat(frames(log)).hasSize(9);
        assertThat(disk.files.get(FIRST).durable).isEqualTo(disk.bytes(FIRST).length);
    }

    @Test
    @Timeout(60)
    void whatAForceReturnedForIsDurableAmongManyThreads() throws Exception {
        SegmentLog log = open();
        List<Thread> threads = new ArrayList<>();
        List<String> promised = Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 6; t++) {
            int thread = t;
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    String text = thread + "-" + i + "x".repeat(i);
                    appendAndForce(log, text);
                    promised.add(text);
                }
            });
            writer.start();
            threads.add(writer);
        }
        for (Thread writer : threads) {
            writer.join();
        }
        disk.crash(new Random(1));

        try (SegmentLog again = open()) {
            assertThat(frames(again)).containsExactlyInAnyOrderElementsOf(promised);
            assertThat(promised).hasSize(1200);
        }
    }

    @Test
    void aClosedLogSaysSo() {
        SegmentLog log = open();
        log.append(utf8("one"));
        log.close();
        log.close();

        assertThatThrownBy(() -> log.append(utf8("two")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the log in '/memory' is closed");
    }

    @Test
    void whatIsDroppedIsGoneAndTheNumbersGoOn() {
        try (SegmentLog log = open()) {
            log.append(utf8("one"));
            log.roll();
            log.append(utf8("two"));
            log.roll();
            assertThat(log.segment()).isEqualTo(2);
            log.dropBefore(log.segment());
        }
        assertThat(disk.list()).containsExactly("0000000000000001.seg");

        try (SegmentLog log = open()) {
            assertThat(frames(log)).containsExactly("two");
            log.roll();
            assertThat(log.append(utf8("three")).segment()).isEqualTo(2);
        }
    }

    private static void appendAndForce(SegmentLog log, String text) {
        log.append(utf8(text));
        log.force();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private SegmentLog open() {
        return SegmentLog.open(disk, SMALL);
    }

    private void write(String... frames) {
        try (SegmentLog log = open()) {
            for (String frame : frames) {
                log.append(utf8(frame));
            }
            assertThat(log.cut()).isEqualTo(Optional.empty());
        }
    }

    private static List<String> frames(SegmentLog log) {
        List<String> frames = new ArrayList<>();
        log.replay((position, content) -> frames.add(text(content)));
        return frames;
    }

    private static ByteBuffer utf8(String text) {
        return UTF_8.encode(text);
    }

    private static String text(ByteBuffer content) {
        return UTF_8.decode(content).toString();
    }
}
