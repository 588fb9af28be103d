package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.DStream;
import io.sluice.streaming.WordyPlans;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program over a receiver that ends in the middle of things, and another that goes on where it was. */
@Timeout(60)
class ReceiverRecoveryTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

    @TempDir
    Path directory;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private LoggedRun.ByHand<Integer> receiver = new LoggedRun.ByHand<>();

    private BatchByBatch program(Instant start, boolean fails, Duration window) {
        return program(start, fails, window, "true");
    }

    private BatchByBatch program(Instant start, boolean fails, Duration window, String log) {
        BatchByBatch run = new BatchByBatch(start, "receiver.writeAheadLog.enable=" + log);
        run.streaming().checkpoint(directory.toString());
        receiver = new LoggedRun.ByHand<>();
        DStream<Integer> numbers = run.streaming().receiverStream(receiver);
        DStream<Integer> windowed = window.isZero() ? numbers : numbers.window(window);
        windowed.foreachRDD((rdd, time) -> {
            if (fails) {
                throw new IllegalStateException("the sink is away");
            }
            seen.add("%d: %s".formatted(time.milliseconds() / 1000 % 10_000, rdd.collect()));
        });
        return run;
    }

    @Test
    void whatABatchHadThatDidNotEndComesAgainAndTheRestWithTheNextBatch() throws Exception {
        try (BatchByBatch run = program(BEGIN, true, Duration.ZERO)) {
            run.start();
            receiver.store(List.of(1, 2));
            receiver.store(3);
            run.runBatch();
            assertThatThrownBy(() -> run.streaming().awaitTermination()).hasMessageContaining("the sink is away");
            receiver.store(List.of(4));
        }

        try (BatchByBatch run = program(BEGIN.plusSeconds(10), false, Duration.ZERO)) {
            run.start();
            receiver.store(List.of(5));
            run.runBatch();
            receiver.store(List.of(6));
            run.runBatch();
        }
        try (BatchByBatch run = program(BEGIN.plusSeconds(20), false, Duration.ZERO)) {
            run.start();
            run.runBatch();
        }

        assertThat(seen).containsExactly("1: [1, 2, 3]", "11: [4, 5]", "12: [6]", "21: []");
    }

    @Test
    void aWindowReadsWhatWasReceivedBeforeTheRestart() throws Exception {
        try (BatchByBatch run = program(BEGIN, false, Duration.ofSeconds(3))) {
            run.start();
            receiver.store(List.of(1));
            run.runBatch();
            receiver.store(List.of(2));
            run.runBatch();
        }

        try (BatchByBatch run = program(BEGIN.plusSeconds(2), false, Duration.ofSeconds(3))) {
            run.start();
            receiver.store(List.of(3));
            run.runBatch();
            run.runBatch();
        }

        assertThat(seen).containsExactly("1: [1]", "2: [1, 2]", "3: [1, 2, 3]", "4: [2, 3]");
    }

    @Test
    void whenTheLogIsSwitchedOffForARun_thenNothingOfBeforeComesTwice() throws Exception {
        runTwoBatches();

        try (BatchByBatch run = program(BEGIN.plusSeconds(10), false, Duration.ZERO, "false")) {
            runUntilTheLogIsShort(run);
        }
        try (BatchByBatch run = program(BEGIN.plusSeconds(30), false, Duration.ZERO)) {
            run.start();
            receiver.store(List.of(5));
            run.runBatch();
        }

        assertThat(seen).contains("1: [1]", "2: [2]").endsWith("31: [3, 5]");
    }

    @Test
    void whenAReceiverIsDroppedAndComesBack_thenWhatNoBatchHadComesAndNothingTwice() throws Exception {
        runTwoBatches();

        try (BatchByBatch run = new BatchByBatch(BEGIN.plusSeconds(10))) {
            run.streaming().checkpoint(directory.toString());
            runUntilTheLogIsShort(run);
        }
        try (BatchByBatch run = program(BEGIN.plusSeconds(30), false, Duration.ZERO)) {
            run.start();
            receiver.store(List.of(5));
            run.runBatch();
        }

        assertThat(seen).contains("1: [1]", "2: [2]").endsWith("31: [3, 5]");
    }

    /** The log begins anew, twice, with what is still needed of all before. */
    private static void runUntilTheLogIsShort(BatchByBatch run) throws InterruptedException {
        WordyPlans wordy = new WordyPlans(run.streaming().sluiceContext());
        run.recordsOf(run.streaming().stream(wordy));
        run.start();
        run.runBatchesUntil(() -> wordy.asked.get() > 2); // once at the start
    }

    /** Batches of one number each, and a number that no batch has. */
    private void runTwoBatches() throws Exception {
        try (BatchByBatch run = program(BEGIN, false, Duration.ZERO)) {
            run.start();
            receiver.store(List.of(1));
            run.runBatch();
            receiver.store(List.of(2));
            run.runBatch();
            receiver.store(List.of(3));
        }
    }
}
