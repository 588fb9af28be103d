package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.CallSite;
import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.StateProgress;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Origin;
import io.sluice.operator.Step;
import io.sluice.state.StateEntry;
import io.sluice.state.StateId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.Partition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts on several executors, and what the driver makes of them; without a cluster. */
class HeldPartitionTest {
    @TempDir
    private Path checkpoint;

    private StateId state;
    private DriverStates driver = new DriverStates();
    private StateProgress progress = new StateProgress();

    @BeforeEach
    void name() {
        state = new StateId(checkpoint.toString(), "sums");
    }

    private StateSplit split(long version) {
        return (StateSplit) driver.splits(state, progress, version, new Partition[] {new Part(0, List.of())})[0];
    }

    private static final StateStep<String, Integer, Integer, String> SUMS =
            (store, records, emitted) -> records.forEach(record -> {
                StateEntry<String, Integer> entry = store.entry(record._1());
                if (record._2() == 0) {
                    throw new IllegalStateException("zero");
                }
                entry.set(record._2() + (entry.exists() ? entry.value() : 0));
                emitted.accept(record._1() + entry.value());
            });

    private static Step step() {
        return new Step(0, new Origin(1, new CallSite("update", "here")), new TaskContext(0, 0, Map.of(), () -> false));
    }

    private static Emitted<String> update(HeldPartition held, StateSplit split, List<Tuple2<String, Integer>> records) {
        return held.update(split, SUMS, records::iterator, step());
    }

    private static Map<String, Integer> entries(HeldPartition held, StateSplit split, StateReport report) {
        Map<String, Integer> entries = new TreeMap<>();
        held.<String, Integer>entries(split, report).forEachRemaining(entry -> entries.put(entry._1(), entry._2()));
        return entries;
    }

    private void count(StateReport report) {
        driver.report(report);
        driver.count(state, 1);
        progress.moveTo(report.version());
    }

    private static List<Tuple2<String, Integer>> pairs(String key, int value) {
        return List.of(new Tuple2<>(key, value));
    }

    @Test
    void whenTheUpdateIsAskedForAgain_thenItChangesTheStateOnce() {
        HeldPartition executor = new HeldPartition("a");
        StateSplit split = split(10);

        Emitted<String> first = update(executor, split, pairs("k", 1));
        Emitted<String> again = update(executor, split, pairs("k", 1));

        assertThat(again.records()).isEqualTo(first.records()).containsExactly("k1");
        assertThat(entries(executor, split, again.report())).isEqualTo(Map.of("k", 1));
    }

    @Test
    void whenAnotherExecutorRunsItToo_thenTheOneThatIsReportedCounts_andTheOtherGoesByIt() {
        HeldPartition slow = new HeldPartition("slow");
        HeldPartition quick = new HeldPartition("quick");
        StateSplit split = split(10);
        update(slow, split, pairs("k", 1));
        StateReport won = update(quick, split, pairs("k", 1)).report();
        count(won);

        StateSplit next = split(20);
        Emitted<String> emitted = update(slow, next, pairs("k", 1));

        assertThat(next.owner()).isEqualTo(won.owner());
        assertThat(emitted.records()).containsExactly("k2");
        assertThat(emitted.report().writtenBefore()).isEqualTo(10);
    }

    @Test
    void whenAnAttemptComesAfterALaterBatchHasBegun_thenItIsRefused() {
        HeldPartition executor = new HeldPartition("a");
        StateSplit late = split(10);
        count(update(executor, late, pairs("k", 1)).report());
        StateReport second = update(executor, split(20), pairs("k", 1)).report();

        assertThatThrownBy(() -> update(executor, late, pairs("k", 1)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("STATE_LOST");
        assertThat(entries(executor, split(20), second)).isEqualTo(Map.of("k", 2));
    }

    @Test
    void whenEntriesAreReadOnAnotherExecutor_thenTheyComeFromTheDisk() {
        StateSplit split = split(10);
        StateReport report =
                update(new HeldPartition("a"), split, pairs("k", 1)).report();

        assertThat(entries(new HeldPartition("b"), split, report)).isEqualTo(Map.of("k", 1));
    }

    /** Two partitions in a batch. */
    private StateSplit[] pair(long version) {
        Partition[] parents = {new Part(0, List.of()), new Part(1, List.of())};
        Partition[] splits = driver.splits(state, progress, version, parents);
        return new StateSplit[] {(StateSplit) splits[0], (StateSplit) splits[1]};
    }

    private void count(StateReport first, StateReport second) {
        driver.report(first);
        driver.report(second);
        driver.count(state, 2);
        progress.moveTo(first.version());
    }

    private static StateReport update(HeldPartitions executor, StateSplit split) {
        return update(executor.toUpdate(split), split, pairs("k", 1)).report();
    }

    @Test
    void whenAPartitionHasMovedAway_thenItIsLetGoOf_byTheNextBatchThatSeesItCommittedElsewhere() {
        HeldPartitions a = new HeldPartitions(() -> "a");
        HeldPartitions b = new HeldPartitions(() -> "b");
        StateSplit[] first = pair(10);
        count(update(a, first[0]), update(a, first[1]));
        HeldPartition left = a.of(first[0]);
        HeldPartition stays = a.of(first[1]);

        StateSplit[] second = pair(20);
        count(update(b, second[0]), update(a, second[1]));
        assertThat(left.isOpen()).isTrue(); // it is not said yet that the other one counts

        StateSplit[] third = pair(30);
        count(update(b, third[0]), update(a, third[1]));
        assertThat(left.isOpen()).isFalse();
        assertThat(a.of(third[1])).isSameAs(stays);

        StateSplit[] back = pair(40);
        StateReport again = update(a, back[0]);
        assertThat(a.of(back[0])).isNotSameAs(left);
        assertThat(entries(a.of(back[0]), back[0], again)).isEqualTo(Map.of("k", 4));
    }

    @Test
    void whenALoserStillRuns_thenNobodyWaitsForIt_andItIsClosedWhenItEnds() throws Exception {
        HeldPartitions a = new HeldPartitions(() -> "a");
        HeldPartitions b = new HeldPartitions(() -> "b");
        StateSplit[] first = pair(10);
        HeldPartition loser = a.toUpdate(first[0]);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        StateStep<String, Integer, Integer, String> slow = (store, records, emitted) -> {
            SUMS.run(store, records, emitted);
            begun.countDown();
            mayEnd.await();
        };
        CompletableFuture<Emitted<String>> losing =
                CompletableFuture.supplyAsync(() -> loser.update(first[0], slow, pairs("k", 1)::iterator, step()));
        begun.await();
        count(update(b, first[0]), update(a, first[1]));
        StateSplit[] second = pair(20);
        StateReport won = update(b, second[0]);
        count(won, update(a, second[1]));
        update(a, pair(30)[1]);

        mayEnd.countDown();
        assertThat(losing.get().records()).containsExactly("k1");
        assertThat(loser.isOpen()).isFalse();
        assertThat(entries(b.of(second[0]), second[0], won)).isEqualTo(Map.of("k", 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whereverAttemptsRunAndFail_thenTheStateIsThatOfTheBatchesThatCount(long seed) {
        Random random = new Random(seed);
        List<HeldPartition> executors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            executors.add(new HeldPartition("executor-" + i));
        }
        List<StateSplit> past = new ArrayList<>();
        Map<String, Integer> counted = new HashMap<>();
        long latest = -1;

        for (long version = 10; version < 800; version += 10) {
            StateSplit split = split(version);
            List<Tuple2<String, Integer>> records = new ArrayList<>();
            Map<String, Integer> expected = new TreeMap<>(counted);
            for (int i = random.nextInt(6); i > 0; i--) {
                Tuple2<String, Integer> record = new Tuple2<>("k" + random.nextInt(20), 1 + random.nextInt(9));
                records.add(record);
                expected.merge(record._1(), record._2(), Integer::sum);
            }
            StateReport report = null;
            while (report == null || random.nextInt(3) == 0) {
                HeldPartition executor = executors.get(random.nextInt(executors.size()));
                if (random.nextInt(4) == 0) {
                    fails(executor, split, records);
                }
                if (!past.isEmpty() && random.nextInt(4) == 0) {
                    tooLate(executor, past.get(random.nextInt(past.size())));
                }
                StateReport attempt = update(executor, split, records).report();
                if (report == null || random.nextBoolean()) { // else it is one that lost
                    report = attempt;
                    driver.report(report);
                }
                assertThat(entries(executors.get(random.nextInt(executors.size())), split, report))
                        .isEqualTo(expected);
            }
            past.add(split);
            if (random.nextInt(6) > 0) {
                long[] written = driver.count(state, 1);
                if (random.nextInt(8) > 0) { // else the commit itself failed
                    progress.moveTo(version);
                    counted = expected;
                    latest = written[0];
                }
            }
            if (random.nextInt(10) == 0) {
                executors.get(random.nextInt(executors.size())).retire(); // tasks that have it still use it
            }
            if (random.nextInt(10) == 0) {
                executors.set(random.nextInt(executors.size()), new HeldPartition("new"));
            }
            if (random.nextInt(20) == 0 && latest >= 0) { // the driver starts again, with executors of its own
                long committed = progress.version();
                driver = new DriverStates();
                progress = new StateProgress();
                progress.recover(committed, new long[] {latest});
                executors.replaceAll(old -> new HeldPartition("new"));
                past.clear();
            }
        }
        assertThat(counted).isNotEmpty();
    }

    private static void fails(HeldPartition executor, StateSplit split, List<Tuple2<String, Integer>> records) {
        List<Tuple2<String, Integer>> bad = new ArrayList<>(records);
        bad.add(new Tuple2<>("bad", 0));
        try {
            update(executor, split, bad); // an executor that has run the batch already has nothing to run
        } catch (RuntimeException zero) {
            assertThat(zero).rootCause().hasMessage("zero");
        }
    }

    /** An attempt that Spark has long given up, and that does not know it. */
    private static void tooLate(HeldPartition executor, StateSplit past) {
        try {
            update(executor, past, pairs("zombie", 1));
        } catch (StreamException refused) {
            assertThat(refused.code()).isIn(ErrorCode.STATE_LOST, ErrorCode.CHECKPOINT_FAILED); // its files may be gone
        }
    }
}
