package io.sluice.embedded.shuffle;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.HashPartitioner;
import io.sluice.Tuple2;
import io.sluice.lineage.Aggregator;
import io.sluice.operator.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the budget, a shuffle gives what a naive one gives. */
class ShufflePropertiesTest {
    private static final Comparator<String> ORDER = nullsFirst(naturalOrder());

    private static final Aggregator<Long, List<Long>> LISTS = lists(false);

    /** What to shuffle: map tasks with records, some of them many and large enough to spill under small budgets. */
    record Input(List<List<Tuple2<String, Long>>> maps, int reducers, long budget, boolean copy) {
        List<Tuple2<String, Long>> all() {
            return maps.stream().flatMap(List::stream).toList();
        }
    }

    @Provide
    Arbitrary<Input> inputs() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(0, 1, 30, 400, 2000),
                        Arbitraries.of(1, 20, 2000),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(5_000L, 30_000L, 300_000L, 1L << 30),
                        Arbitraries.of(false, true))
                .as((seed, maps, most, distinct, reducers, budget, copy) -> {
                    Random random = new Random(seed);
                    List<List<Tuple2<String, Long>>> records = new ArrayList<>();
                    for (int map = 0; map < maps; map++) {
                        List<Tuple2<String, Long>> task = new ArrayList<>();
                        for (int left = most == 0 ? 0 : random.nextInt(most); left > 0; left--) {
                            int id = random.nextInt(distinct);
                            String key = id == 0 ? null : id % 5 == 0 ? collidingKey(id) : "key" + id;
                            task.add(new Tuple2<>(key, random.nextInt(50) == 0 ? null : random.nextLong()));
                        }
                        records.add(task);
                    }
                    return new Input(records, reducers, budget, copy);
                });
    }

    /** Strings of "Aa" and "BB", which have the same hash code at the same length. */
    private static String collidingKey(int id) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            key.append((id >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    private static Aggregator<Long, List<Long>> lists(boolean mapSideCombine) {
        return new Aggregator<>(
                first -> new ArrayList<>(Arrays.asList(first)),
                (list, value) -> {
                    list.add(value);
                    return list;
                },
                (earlier, later) -> {
                    earlier.addAll(later);
                    return earlier;
                },
                mapSideCombine);
    }

    private static Map<String, List<Long>> grouped(List<Tuple2<String, Long>> records) {
        Map<String, List<Long>> groups = new HashMap<>();
        records.forEach(pair ->
                groups.computeIfAbsent(pair._1(), k -> new ArrayList<>()).add(pair._2()));
        return groups;
    }

    private static <V> List<MapOutput> mapAll(ShuffleRun run, Input input, Aggregator<Long, V> aggregator)
            throws Exception {
        List<MapOutput> outputs = new ArrayList<>();
        for (List<Tuple2<String, Long>> task : input.maps) {
            outputs.add(run.map(input.reducers, aggregator, task));
        }
        return outputs;
    }

    private static void assertAllFreed(ShuffleRun run, List<MapOutput> outputs) throws Exception {
        outputs.forEach(MapOutput::free);
        run.endTasks();
        assertThat(run.budget.used()).isZero();
        assertThat(run.filesLeft()).isZero();
    }

    @Property(tries = 40)
    void rowsArriveAtTheirReducersInOrder(@ForAll("inputs") Input input) throws Exception {
        try (ShuffleRun run = new ShuffleRun(input.budget, input.copy)) {
            List<MapOutput> outputs = mapAll(run, input, null);

            List<List<Tuple2<String, Long>>> reduced = run.reduce(outputs, input.reducers, null, null);

            HashPartitioner partitioner = new HashPartitioner(input.reducers);
            for (int reducer = 0; reducer < input.reducers; reducer++) {
                int own = reducer;
                assertThat(reduced.get(reducer))
                        .isEqualTo(input.all().stream()
                                .filter(pair -> partitioner.getPartition(pair._1()) == own)
                                .toList());
            }
            assertAllFreed(run, outputs);
        }
    }

    @Property(tries = 40)
    void sumsAreThoseOfAHashMap(@ForAll("inputs") Input input) throws Exception {
        Aggregator<Long, Long> sum = Aggregator.reducing((a, b) -> (a == null ? 0 : a) + (b == null ? 0 : b));
        Map<String, Long> expected = new HashMap<>();
        for (Tuple2<String, Long> pair : input.all()) {
            boolean first = !expected.containsKey(pair._1());
            expected.put(pair._1(), first ? pair._2() : sum.mergeValue().call(expected.get(pair._1()), pair._2()));
        }
        try (ShuffleRun run = new ShuffleRun(input.budget, input.copy)) {
            List<MapOutput> outputs = mapAll(run, input, sum);

            for (int reading = 0; reading < 2; reading++) {
                assertThat(asMap(run.reduce(outputs, input.reducers, sum, null)))
                        .isEqualTo(expected);
            }

            assertAllFreed(run, outputs);
        }
    }

    @Property(tries = 40)
    void groupsKeepTheirOrder_howeverOftenTheyAreRead(@ForAll("inputs") Input input, @ForAll boolean mapSideCombine)
            throws Exception {
        Aggregator<Long, List<Long>> lists = lists(mapSideCombine);
        try (ShuffleRun run = new ShuffleRun(input.budget, input.copy)) {
            List<MapOutput> outputs = mapAll(run, input, lists);

            for (int reading = 0; reading < 2; reading++) {
                assertThat(asMap(run.reduce(outputs, input.reducers, lists, null)))
                        .isEqualTo(grouped(input.all()));
            }

            assertAllFreed(run, outputs);
        }
    }

    @Property(tries = 40)
    void sortingIsStable(@ForAll("inputs") Input input) throws Exception {
        try (ShuffleRun run = new ShuffleRun(input.budget, input.copy)) {
            List<MapOutput> outputs = mapAll(run, input, null);

            List<List<Tuple2<String, Long>>> reduced = run.reduce(outputs, input.reducers, null, ORDER);

            HashPartitioner partitioner = new HashPartitioner(input.reducers);
            for (int reducer = 0; reducer < input.reducers; reducer++) {
                int own = reducer;
                assertThat(reduced.get(reducer))
                        .isEqualTo(input.all().stream()
                                .filter(pair -> partitioner.getPartition(pair._1()) == own)
                                .sorted(Comparator.comparing(Tuple2::_1, ORDER))
                                .toList());
            }
            assertAllFreed(run, outputs);
        }
    }

    @Property(tries = 25)
    void combiningAndSortingGoTogether(@ForAll("inputs") Input input) throws Exception {
        try (ShuffleRun run = new ShuffleRun(input.budget, input.copy)) {
            List<MapOutput> outputs = mapAll(run, input, LISTS);

            List<List<Tuple2<String, List<Long>>>> reduced = run.reduce(outputs, input.reducers, LISTS, ORDER);

            assertThat(asMap(reduced)).isEqualTo(grouped(input.all()));
            for (List<Tuple2<String, List<Long>>> part : reduced) {
                assertThat(part.stream().map(Tuple2::_1).toList()).isSortedAccordingTo(ORDER);
            }
            assertAllFreed(run, outputs);
        }
    }

    @Property(tries = 25)
    void outputsPushedToDiskGiveTheSame(@ForAll("inputs") Input input, @ForAll boolean mapSideCombine)
            throws Exception {
        Aggregator<Long, List<Long>> lists = lists(mapSideCombine);
        try (ShuffleRun run = new ShuffleRun(input.budget, input.copy)) {
            List<MapOutput> outputs = mapAll(run, input, lists);

            outputs.forEach(MapOutput::spill);

            assertThat(outputs.stream().mapToLong(MapOutput::bytes).sum()).isZero();
            assertThat(asMap(run.reduce(outputs, input.reducers, lists, null))).isEqualTo(grouped(input.all()));
            assertAllFreed(run, outputs);
        }
    }

    @Property(tries = 25)
    void groupingBringsTheInputsOfAKeyTogether(@ForAll("inputs") Input input) throws Exception {
        List<Records<Tuple2<String, Long>>> records = new ArrayList<>();
        Map<String, List<List<Object>>> expected = new HashMap<>();
        for (int i = 0; i < input.maps.size(); i++) {
            List<Tuple2<String, Long>> part = input.maps.get(i);
            records.add(part::iterator);
            for (Tuple2<String, Long> pair : part) {
                expected.computeIfAbsent(pair._1(), k -> emptyLists(input.maps.size()))
                        .get(i)
                        .add(pair._2());
            }
        }
        try (ShuffleRun run = new ShuffleRun(input.budget)) {
            Map<String, List<List<Object>>> grouped = new HashMap<>();

            new Grouping<>(run.resources, records, run.tasks::add)
                    .forEach(group -> assertThat(grouped.put(group._1(), List.of(group._2())))
                            .isNull());

            assertThat(grouped).isEqualTo(expected);
            assertAllFreed(run, List.of());
        }
    }

    private static List<List<Object>> emptyLists(int count) {
        List<List<Object>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** Every key once: a key met twice fails. */
    private static <C> Map<String, C> asMap(List<List<Tuple2<String, C>>> reduced) {
        Map<String, C> all = new HashMap<>();
        reduced.forEach(part -> part.forEach(pair -> {
            assertThat(all).doesNotContainKey(pair._1());
            all.put(pair._1(), pair._2());
        }));
        return all;
    }
}
