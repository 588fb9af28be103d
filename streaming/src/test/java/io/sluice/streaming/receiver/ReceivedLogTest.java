package io.sluice.streaming.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.error.StreamException;
import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.LogStorage;
import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.Time;
import io.sluice.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReceivedLogTest {
    @TempDir
    Path directory;

    private final SluiceContext context =
            new SluiceContext(new SluiceConf().setMaster("local[2]").setAppName("test"));
    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));
    private int crashes;

    @AfterEach
    void close() {
        context.close();
    }

    private <T> LoggedRun<T> newRun() {
        return new LoggedRun<>(context, clock, LoggedRun.LOG);
    }

    private LogStorage storage() {
        return new LocalLogStorage(directory.resolve("run" + crashes));
    }

    /** The directory as a process that is killed now leaves it; the one that is abandoned goes on with its own. */
    private LogStorage storageAfterCrash() throws IOException {
        Path before = directory.resolve("run" + crashes);
        Path after = directory.resolve("run" + ++crashes);
        Files.createDirectories(after);
        if (Files.isDirectory(before)) {
            try (Stream<Path> files = Files.list(before)) {
                for (Path file : files.toList()) {
                    Files.copy(file, after.resolve(file.getFileName()));
                }
            }
        }
        return new LocalLogStorage(after);
    }

    @Test
    void aPlannedBatchReadsTheSameRecordsAfterACrash() throws Exception {
        LoggedRun<Object> run = this.<Object>newRun().begin(storage());
        run.receiver.store("one");
        run.receiver.store(2);
        run.receiver.store(List.<Object>of(3L, "four"));
        run.receiver.store(ByteBuffer.wrap(RawBlocks.encode(List.of(5, 6))));
        List<Object> records = run.records(run.plan(1));

        LoggedRun<Object> again = newRun();
        SortedMap<Time, ReceivedBlocks<Object>> plans = again.resume(storageAfterCrash(), run, Optional.empty());

        assertThat(records).containsExactlyInAnyOrder("one", 2, 3L, "four", 5, 6);
        assertThat(again.records(plans.get(new Time(1000)))).isEqualTo(records);
        assertThat(again.plan(2).blocks())
                .as("what is planned is in no other batch")
                .isEmpty();
    }

    @Test
    void whatNoBatchWasPlannedForComesWithTheFirstNewBatch() throws Exception {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        run.receiver.store(List.of(1, 2));
        run.plan(1);
        run.receiver.store(List.of(3));
        run.receiver.store(List.of(4, 5).iterator());

        LoggedRun<Integer> again = newRun();
        again.resume(storageAfterCrash(), run, Optional.empty());
        again.receiver.store(List.of(6));
        ReceivedBlocks<Integer> first = again.plan(2);

        assertThat(again.records(first)).containsExactly(3, 4, 5, 6);
        assertThat(first.blocks()).extracting(block -> block.id().number()).containsExactly(1L, 2L, 3L);
        assertThat(first.records()).isEqualTo(4);
    }

    @Test
    void whatTheMemorySaysWasPlannedIsNotPlannedAgain() throws Exception {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        run.receiver.store(List.of(1));
        run.plan(1);
        byte[] memory = run.source.memory();
        run.plans.clear();
        run.receiver.store(List.of(2));

        LoggedRun<Integer> again = newRun();
        again.resume(storageAfterCrash(), run, Optional.of(memory));

        assertThat(again.records(again.plan(2))).containsExactly(2);
    }

    @Test
    void aLogWhoseLatestBlocksAreGoneIsRefused() throws Exception {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        run.receiver.store(List.of(1));
        run.plan(1);
        run.receiver.store(List.of(2));
        run.plan(2);
        LogStorage nothing = new LocalLogStorage(directory.resolve("elsewhere"));

        assertThatThrownBy(() -> this.<Integer>newRun().resume(nothing, run, Optional.empty()))
                .isInstanceOf(StreamException.class)
                .hasMessageStartingWith("CHECKPOINT_CORRUPT: Block 1 of ByHand, which a batch has, is not in '")
                .hasMessageContaining("there is no block");
    }

    @Test
    void linesAreLoggedAsTheBytesTheyAre() throws Exception {
        LoggedRun<String> run = this.<String>newRun().begin(storage());
        receive(run, "one\ntwo\r\nthree");
        run.plan(1);

        LoggedRun<String> again = newRun();
        ReceivedBlocks<String> plan =
                again.resume(storageAfterCrash(), run, Optional.empty()).get(new Time(1000));

        assertThat(again.records(plan)).containsExactly("one", "two", "three");
        assertThat(plan.records()).isEqualTo(3);
        try (Stream<Path> files = Files.list(directory.resolve("run1"))) {
            assertThat(files.toList().get(0)).content(ISO_8859_1).contains("one\ntwo");
        }
    }

    @Test
    void muchTextIsWrittenBeforeItIsCut() throws Exception {
        LoggedRun<String> run = this.<String>newRun().begin(storage());
        String line = "x".repeat(999) + "\n";
        receive(run, line.repeat(20_000));

        assertThat(Files.size(directory.resolve("run0/0000000000000000.seg"))).isGreaterThan(16_000_000);
        assertThat(run.records(run.plan(1))).hasSize(20_000);
    }

    private static void receive(LoggedRun<String> run, String text) throws Exception {
        BlockIntake<String> intake = run.receiver.attached().intake();
        OpenText open = new OpenText();
        intake.register(open);
        new LineIntake("test", open, intake).receiveAll(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void storeReturnsWhenTheBlockIsForced() {
        WatchedStorage disk = new WatchedStorage(storage());
        LoggedRun<Integer> run = this.<Integer>newRun().begin(disk);

        run.receiver.store(List.of(1));
        assertThat(disk.forces).hasValue(1);
        run.receiver.store(2);
        run.receiver.store(3);
        assertThat(disk.forces).hasValue(1);
        run.plan(1);
        assertThat(disk.forces)
                .as("records stored one by one are forced together")
                .hasValue(2);
    }

    @Test
    void aDiskThatRefusesIsTold() throws Exception {
        WatchedStorage disk = new WatchedStorage(storage());
        LoggedRun<Integer> run = this.<Integer>newRun().begin(disk);
        run.receiver.store(List.of(1));
        disk.isRefusing = true;

        assertThatThrownBy(() -> run.receiver.store(List.of(2)))
                .isInstanceOf(StreamException.class)
                .hasMessageStartingWith("CHECKPOINT_FAILED: ");
        disk.isRefusing = false;
        assertThatThrownBy(() -> run.plan(1)).hasMessageContaining("takes nothing more since writing failed");
    }

    /** Does not serialise because of a field. */
    private record Order(String id, Object customer) implements Serializable {}

    @Test
    void aBlockThatDoesNotSerialiseIsNotStoredAndTheNextOneIs() throws Exception {
        LoggedRun<Object> run = this.<Object>newRun().begin(storage());

        assertThatThrownBy(() -> run.receiver.store(List.<Object>of(1, new Order("7", new Object()))))
                .isInstanceOf(StreamException.class)
                .hasMessageStartingWith("RECORD_NOT_SERIALIZABLE: ")
                .hasMessageContaining("customer");
        run.receiver.store(List.<Object>of(2));

        assertThat(run.errors.take()).contains("a block was not stored: ").contains("customer");
        assertThat(run.records(run.plan(1))).containsExactly(2);
    }

    @Test
    void recordsThatDoNotSerialiseAreReportedAndLaterOnesGoOn() throws Exception {
        LoggedRun<Object> run = this.<Object>newRun().begin(storage());

        run.receiver.store(new Order("7", new Object()));
        assertThat(run.plan(1).blocks()).isEmpty();
        run.receiver.store("next");

        assertThat(run.errors.take()).contains("customer");
        assertThat(run.records(run.plan(2))).containsExactly("next");
    }

    @Test
    void oneRecordThatDoesNotSerialiseIsNamedAndCostsTheOthersOfItsBlockNothing() throws Exception {
        LoggedRun<Object> run = this.<Object>newRun().begin(storage());
        run.receiver.store("a");
        run.receiver.store(new Order("7", new Object()));
        run.receiver.store(new Order("8", "Ann"));
        run.receiver.store(new Order("9", new Object()));
        run.receiver.store("b");

        ReceivedBlocks<Object> plan = run.plan(1);

        assertThat(run.records(plan)).containsExactly("a", new Order("8", "Ann"), "b");
        assertThat(run.errors.take())
                .contains("2 of 5 records of block 0 of")
                .contains("the first of them record 1:")
                .contains("customer");
        assertThat(run.errors).isEmpty();
    }

    @Test
    void blocksLeaveTheHeapWhenTheirBatchIsDoneAndAreStillRead() {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        run.receiver.store(IntStream.range(0, 1000).boxed().toList());
        ReceivedBlocks<Integer> plan = run.plan(1);
        assertThat(plan.blocks().get(0).bytes()).isPositive();

        run.source.batchDone(new Time(1000));

        assertThat(plan.blocks().get(0).bytes()).isZero();
        assertThat(run.records(plan)).hasSize(1000).startsWith(0, 1).endsWith(999);
    }

    @Test
    void filesOfWhichNoBatchNeedsABlockAreDropped() throws IOException {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        for (int second = 1; second <= 10; second++) {
            run.receiver.store(List.of(second));
            run.plan(second);
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(storage().list()).hasSize(10);

        run.source.forget(new Time(7000));

        assertThat(storage().list()).hasSize(3).first().isEqualTo("0000000000000007.seg");
        run.source.forget(new Time(10_000));
        assertThat(storage().list()).hasSize(1);
    }

    @Test
    void damageInTheLogIsNamedAtTheStart() throws Exception {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        run.receiver.store(List.of(1));
        run.receiver.store(List.of(2));
        LogStorage disk = storageAfterCrash();
        Path file = Path.of(disk.location(), "0000000000000000.seg");
        byte[] bytes = Files.readAllBytes(file);
        bytes[70] ^= 4;
        Files.write(file, bytes);

        assertThatThrownBy(() -> this.<Integer>newRun().resume(disk, run, Optional.empty()))
                .hasMessageStartingWith("CHECKPOINT_CORRUPT: '" + file + "' is damaged at byte 20");
    }

    @Test
    void aLogWithoutACheckpointIsRefusedAtTheStart() {
        try (BatchByBatch program = new BatchByBatch("receiver.writeAheadLog.enable=true")) {
            program.recordsOf(program.streaming().receiverStream(new LoggedRun.ByHand<String>()));

            assertThatThrownBy(program::start)
                    .hasMessageStartingWith("INVALID_SETTING: sluice.streaming.receiver.writeAheadLog.enable is true");
        }
    }

    @Test
    void recordsAreSentWithTheTaskThatReadsThem() throws Exception {
        LoggedRun<Integer> run = this.<Integer>newRun().begin(storage());
        run.receiver.store(List.of(1, 2));
        ReceivedBlocks<Integer> plan = run.plan(1);
        run.source.batchDone(new Time(1000));

        byte[] sent = RawBlocks.encode(List.of(plan.blocks().get(0)));

        assertThat(new String(sent, ISO_8859_1)).contains("EncodedBlock").doesNotContain("LoggedBlock");
    }

    @Test
    void nothingIsLostOrRepeatedOverRandomCrashes() throws Exception {
        long seed = new Random().nextLong();
        for (int i = 0; i < 15; i++) {
            new History(new Random(seed + i), "seed " + (seed + i)).run();
        }
    }

    /** What is stored, planned, committed and forgotten, with crashes, against a list of what was acknowledged. */
    private final class History {
        private final Random random;
        private final String name;
        private final List<Integer> acknowledged = new ArrayList<>();
        private final List<Integer> mayBeLost = new ArrayList<>();
        private final List<Integer> processed = new ArrayList<>();
        private final List<Long> uncommitted = new ArrayList<>();
        private LoggedRun<Integer> run;
        private Optional<byte[]> memory = Optional.empty();
        private long second;
        private int nextRecord;

        History(Random random, String name) {
            this.random = random;
            this.name = name;
            crashes += 100;
            run = ReceivedLogTest.this.<Integer>newRun().begin(storage());
        }

        void run() throws IOException {
            for (int i = 0; i < 60; i++) {
                step();
            }
            crash();
            plan();
            while (!uncommitted.isEmpty()) {
                commit();
            }
            List<Integer> expected = new ArrayList<>(acknowledged);
            expected.removeAll(mayBeLost);
            assertThat(processed).as(name).doesNotHaveDuplicates().containsAll(expected);
            processed.removeAll(mayBeLost);
            assertThat(processed).as(name).containsExactlyInAnyOrderElementsOf(expected);
        }

        private void step() throws IOException {
            switch (random.nextInt(10)) {
                case 0 -> crash();
                case 1, 2 -> plan();
                case 3, 4 -> commit();
                case 5 -> clock.advance(Duration.ofSeconds(random.nextInt(40)));
                case 6, 7 -> storeOne();
                default -> storeMany();
            }
        }

        private void storeOne() {
            mayBeLost.add(nextRecord); // until a batch has it
            acknowledged.add(nextRecord);
            run.receiver.store(nextRecord++);
        }

        private void storeMany() {
            List<Integer> records = IntStream.range(nextRecord, nextRecord + 1 + random.nextInt(4))
                    .boxed()
                    .toList();
            nextRecord += records.size();
            run.receiver.store(records);
            acknowledged.addAll(records);
        }

        private void plan() {
            second++;
            mayBeLost.removeAll(run.records(run.plan(second)));
            uncommitted.add(second);
            if (random.nextInt(4) == 0) {
                memory = Optional.of(run.source.memory());
            }
        }

        private void commit() {
            if (!uncommitted.isEmpty()) {
                Time time = new Time(uncommitted.remove(0) * 1000);
                processed.addAll(run.records(run.planned(time)));
                run.source.batchDone(time);
                run.source.forget(time);
            }
        }

        private void crash() throws IOException {
            LoggedRun<Integer> before = run;
            run = newRun();
            run.resume(storageAfterCrash(), before, memory);
        }
    }
}
