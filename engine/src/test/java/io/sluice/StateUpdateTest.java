package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.StateEntries;
import io.sluice.lineage.StateProgress;
import io.sluice.lineage.StateStep;
import io.sluice.lineage.StateUpdate;
import io.sluice.operator.Origin;
import io.sluice.state.StateEntry;
import io.sluice.state.StateId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateUpdateTest {
    private static final int PARTITIONS = 3;

    @TempDir
    Path checkpoint;

    private SluiceContext context;
    private final StateProgress progress = new StateProgress();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
    }

    private void start(boolean copies) {
        context = new SluiceContext(
                new SluiceConf().setMaster("local[2,4]").set("sluice.task.serialize", Boolean.toString(copies)));
    }

    /** Sums up the values of a key, and emits each sum. */
    private static final StateStep<String, Integer, Integer, Tuple2<String, Integer>> SUMS =
            (store, records, emitted) -> records.forEach(record -> {
                StateEntry<String, Integer> entry = store.entry(record._1());
                entry.set(record._2() + (entry.exists() ? entry.value() : 0));
                emitted.accept(new Tuple2<>(record._1(), entry.value()));
            });

    private StateUpdate<String, Integer, Integer, Tuple2<String, Integer>> update(
            long version,
            StateStep<String, Integer, Integer, Tuple2<String, Integer>> step,
            List<Tuple2<String, Integer>> records) {
        return update("sums", version, step, records);
    }

    private <S, T> StateUpdate<String, Integer, S, T> update(
            String operator,
            long version,
            StateStep<String, Integer, S, T> step,
            List<Tuple2<String, Integer>> records) {
        HashPartitioner byKey = new HashPartitioner(PARTITIONS);
        return new StateUpdate<>(
                context.origin(),
                context.parallelizePairs(records, 2).partitionBy(byKey).lineage(),
                byKey,
                new StateId(checkpoint.toString(), operator),
                progress,
                version,
                step,
                new Shuffle.Results());
    }

    private <T> Rdd<T> rdd(io.sluice.lineage.Lineage<T> node) {
        return new Rdd<>(context, node);
    }

    private Rdd<Tuple2<String, Integer>> entries(StateUpdate<String, Integer, Integer, ?> update) {
        return rdd(new StateEntries<>(context.origin(), update));
    }

    private static Tuple2<String, Integer> pair(String key, int value) {
        return new Tuple2<>(key, value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenSeveralJobsAskForOneUpdate_thenTheStateChangesOnce(boolean copies) {
        start(copies);
        var first = update(10, SUMS, List.of(pair("a", 1), pair("b", 2), pair("a", 3)));

        Rdd<Tuple2<String, Integer>> emitted = rdd(first);

        assertThat(emitted.collect()).containsExactlyInAnyOrder(pair("a", 1), pair("a", 4), pair("b", 2));
        assertThat(emitted.collect()).containsExactlyInAnyOrder(pair("a", 1), pair("a", 4), pair("b", 2));
        assertThat(emitted.map(Tuple2::_2).reduce(Integer::sum)).isEqualTo(7);
        assertThat(entries(first).collect()).containsExactlyInAnyOrder(pair("a", 4), pair("b", 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenABatchIsCommitted_thenTheNextOneStandsOnIt(boolean copies) {
        start(copies);
        rdd(update(10, SUMS, List.of(pair("a", 1), pair("b", 2)))).collect();
        progress.moveTo(10);

        var second = update(20, SUMS, List.of(pair("a", 5)));

        assertThat(rdd(second).collect()).containsExactly(pair("a", 6));
        assertThat(entries(second).collect()).containsExactlyInAnyOrder(pair("a", 6), pair("b", 2));
    }

    @Test
    void whenABatchIsNotCommitted_thenTheNextOneStandsOnTheOneBefore() {
        start(false);
        rdd(update(10, SUMS, List.of(pair("a", 1)))).collect();
        progress.moveTo(10);
        rdd(update(20, SUMS, List.of(pair("a", 100), pair("b", 1)))).collect();

        var third = update(30, SUMS, List.of(pair("a", 1)));

        assertThat(rdd(third).collect()).containsExactly(pair("a", 2));
        assertThat(entries(third).collect()).containsExactly(pair("a", 2));
    }

    @Test
    void whenAnAttemptFails_thenTheNextAttemptStartsFromTheSameState() {
        start(false);
        AtomicInteger failures = calls;
        var update = update(
                10,
                (store, records, emitted) -> {
                    SUMS.run(store, records, emitted);
                    if (store.size() > 0 && failures.incrementAndGet() == 1) {
                        throw new IllegalStateException("once");
                    }
                },
                List.of(pair("a", 1), pair("a", 2)));

        assertThat(rdd(update).collect()).containsExactly(pair("a", 1), pair("a", 3));
        assertThat(failures).hasValue(2);
        assertThat(entries(update).collect()).containsExactly(pair("a", 3));
    }

    @Test
    void whenEntriesAreReadAfterTheNextUpdate_thenItIsSaidThatTheyAreGone() {
        start(false);
        var first = update(10, SUMS, List.of(pair("a", 1)));
        Rdd<Tuple2<String, Integer>> before = entries(first);
        before.collect();
        progress.moveTo(10);
        rdd(update(20, SUMS, List.of(pair("a", 1)))).collect();

        assertThatThrownBy(before::collect)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_LOST))
                .hasMessageContaining("'sums'")
                .hasMessageContaining("version 10");
    }

    @Test
    void whenEntriesArePersistedInTheirBatch_thenTheyCanBeReadLater() {
        start(false);
        Rdd<Tuple2<String, Integer>> before =
                entries(update(10, SUMS, List.of(pair("a", 1)))).persist(StorageLevel.MEMORY_ONLY);
        before.collect();
        progress.moveTo(10);
        rdd(update(20, SUMS, List.of(pair("a", 1)))).collect();

        assertThat(before.collect()).containsExactly(pair("a", 1));
    }

    @Test
    void whenValuesChangeInPlace_thenPersistedEntriesKeepThem() {
        start(false);
        StateStep<String, Integer, List<Integer>, String> lists =
                (store, records, emitted) -> records.forEach(record -> {
                    StateEntry<String, List<Integer>> entry = store.entry(record._1());
                    List<Integer> list = entry.exists() ? entry.value() : new ArrayList<>();
                    list.add(record._2());
                    entry.set(list);
                });
        var first = update("lists", 10, lists, List.of(pair("a", 1)));
        Rdd<Tuple2<String, List<Integer>>> before = this.<Tuple2<String, List<Integer>>>rdd(
                        new StateEntries<>(context.origin(), first))
                .persist(StorageLevel.MEMORY_ONLY);
        before.collect();
        progress.moveTo(10);
        rdd(update("lists", 20, lists, List.of(pair("a", 2)))).collect();

        assertThat(before.collect()).containsExactly(new Tuple2<>("a", List.of(1)));
    }

    @Test
    void whenTheEngineStartsAnew_thenTheStateIsThatOfTheCommittedBatch() {
        start(false);
        rdd(update(10, SUMS, List.of(pair("a", 1), pair("b", 2)))).collect();
        progress.moveTo(10);
        rdd(update(20, SUMS, List.of(pair("a", 100), pair("c", 1)))).collect();
        context.close();

        start(false);
        var again = update(30, SUMS, List.of(pair("a", 5)));

        assertThat(rdd(again).collect()).containsExactly(pair("a", 6));
        assertThat(entries(again).collect()).containsExactlyInAnyOrder(pair("a", 6), pair("b", 2));
    }

    @Test
    void whenAStateIsClosed_thenTheNextUpdateReadsItAgain() {
        start(false);
        rdd(update(10, SUMS, List.of(pair("a", 1)))).collect();
        progress.moveTo(10);

        context.engine().closeState(checkpoint.toString());

        assertThat(rdd(update(20, SUMS, List.of(pair("a", 1)))).collect()).containsExactly(pair("a", 2));
    }

    @Test
    void whenTheStepThrows_thenTheErrorNamesTheStatefulCall() {
        start(false);
        Origin origin = context.origin();
        HashPartitioner byKey = new HashPartitioner(1);
        var update = new StateUpdate<String, Integer, Integer, String>(
                origin,
                context.parallelizePairs(List.of(pair("a", 1)), 1).lineage(),
                byKey,
                new StateId(checkpoint.toString(), "sums"),
                progress,
                10,
                (store, records, emitted) -> {
                    throw new IllegalArgumentException("no sum for you");
                },
                new Shuffle.Results());

        assertThatThrownBy(() -> rdd(update).collect())
                .hasMessageContaining("TASK_FAILED")
                .hasMessageContaining("no sum for you")
                .hasMessageContaining(origin.toString());
    }
}
