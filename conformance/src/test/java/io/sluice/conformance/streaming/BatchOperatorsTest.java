package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.HashPartitioner;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.PairDStream;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What operators that look at one batch alone give, at the edges above all. */
@SluiceTest
class BatchOperatorsTest {
    @Nested
    class GivenOperatorsOnRecords {
        @Test
        void whenABatchHasRecords_thenEachOperatorSeesThemAll(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            DStream<Integer> stream = numbers.stream();
            Output<Integer> mapped = harness.collect(stream.map(n -> n * 10));
            Output<Integer> even = harness.collect(stream.filter(n -> n % 2 == 0));
            Output<Integer> repeated = harness.collect(
                    stream.flatMap(n -> new ArrayList<>(java.util.Collections.nCopies(n, n)).iterator()));
            Output<List<Integer>> partitions = harness.collect(stream.glom());
            harness.start();

            numbers.feed(1, 2).feed(3);
            harness.runBatch();

            assertThat(mapped.last()).containsExactly(10, 20, 30);
            assertThat(even.last()).containsExactly(2);
            assertThat(repeated.last()).containsExactly(1, 2, 2, 3, 3, 3);
            assertThat(partitions.last()).containsExactly(List.of(1, 2), List.of(3));
        }

        @Test
        void whenAFunctionTakesAPartition_thenItIsCalledOncePerPartition(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> sizes = harness.collect(numbers.stream().mapPartitions(records -> {
                int size = 0;
                for (; records.hasNext(); records.next()) {
                    size++;
                }
                return List.of(size).iterator();
            }));
            PairOutput<String, Integer> pairs = harness.collect(numbers.stream()
                    .mapPartitionsToPair(records ->
                            List.of(new Tuple2<>("first", records.next())).iterator()));
            harness.start();

            numbers.feed(1, 2).feed(3);
            harness.runBatch();

            assertThat(sizes.last()).containsExactly(2, 1);
            assertThat(pairs.last()).containsExactly(new Tuple2<>("first", 1), new Tuple2<>("first", 3));
        }

        @Test
        void whenAStreamIsRepartitioned_thenTheRecordsStayAndThePartitionsChange(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<List<Integer>> more =
                    harness.collect(numbers.stream().repartition(5).glom());
            Output<List<Integer>> fewer =
                    harness.collect(numbers.stream().repartition(1).glom());
            harness.start();

            numbers.feed(1, 2, 3).feed(4, 5, 6);
            harness.runBatch();

            assertThat(more.last()).hasSize(5);
            assertThat(more.last().stream().flatMap(List::stream)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
            assertThat(fewer.last()).hasSize(1);
            assertThat(fewer.last().get(0)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        }

        @Test
        void whenRecordsAreNull_thenTheyAreRecordsLikeOthers(StreamHarness harness) {
            FedStream<String> words = harness.input();
            Output<String> same = harness.collect(words.stream());
            Output<Long> count = harness.collect(words.stream().count());
            PairOutput<String, Long> byValue = harness.collect(words.stream().countByValue());
            harness.start();

            words.feed("a", null, null);
            harness.runBatch();

            assertThat(same.last()).isEqualTo(Arrays.asList("a", null, null));
            assertThat(count.last()).containsExactly(3L);
            assertThat(byValue.last()).containsExactlyInAnyOrder(new Tuple2<>("a", 1L), new Tuple2<>(null, 2L));
        }
    }

    @Nested
    class GivenAnEmptyBatch {
        @Test
        void whenItIsCounted_thenTheCountIsZero(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Long> counts = harness.collect(numbers.stream().count());
            harness.start();

            harness.runBatch();
            numbers.feed(1, 2, 3);
            harness.runBatch();
            numbers.feed();
            harness.runBatch();

            assertThat(counts.batches()).containsExactly(List.of(0L), List.of(3L), List.of(0L));
        }

        @Test
        void whenItIsReduced_thenNothingIsGiven(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> sums = harness.collect(numbers.stream().reduce(Integer::sum));
            harness.start();

            harness.runBatch();
            numbers.feed(1, 2).feed(3);
            harness.runBatch();

            assertThat(sums.batches()).containsExactly(List.of(), List.of(6));
        }

        @Test
        void whenOperatorsByKeySeeIt_thenTheyGiveNothing(StreamHarness harness) {
            PairDStream<String, Integer> sales = harness.<String, Integer>pairInput().stream();
            PairOutput<String, Integer> sums = harness.collect(sales.reduceByKey(Integer::sum));
            PairOutput<String, Iterable<Integer>> groups = harness.collect(sales.groupByKey());
            PairOutput<Tuple2<String, Integer>, Long> values = harness.collect(sales.countByValue());
            harness.start();

            harness.runBatch();

            assertThat(sums.last()).isEmpty();
            assertThat(groups.last()).isEmpty();
            assertThat(values.last()).isEmpty();
        }
    }

    @Nested
    class GivenKeysAndValues {
        @Test
        void whenABatchIsReducedByKey_thenNothingIsCarriedOverToTheNext(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            PairOutput<String, Integer> sums = harness.collect(sales.stream().reduceByKey(Integer::sum));
            harness.start();

            sales.feed("tea", 1).feed("tea", 2);
            harness.runBatch();
            sales.feed("tea", 4);
            harness.runBatch();

            assertThat(sums.batches())
                    .containsExactly(List.of(new Tuple2<>("tea", 3)), List.of(new Tuple2<>("tea", 4)));
        }

        @Test
        void whenNoPartitionsAreAskedFor_thenThereAreAsManyAsTheDefaultParallelism(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            Output<List<Tuple2<String, Integer>>> byDefault =
                    harness.collect(sales.stream().reduceByKey(Integer::sum).glom());
            Output<List<Tuple2<String, Integer>>> three =
                    harness.collect(sales.stream().reduceByKey(Integer::sum, 3).glom());
            Output<List<Tuple2<String, Integer>>> five = harness.collect(sales.stream()
                    .reduceByKey(Integer::sum, new HashPartitioner(5))
                    .glom());
            harness.start();

            sales.feed("tea", 1);
            harness.runBatch();

            assertThat(byDefault.last()).hasSize(harness.context().defaultParallelism());
            assertThat(three.last()).hasSize(3);
            assertThat(five.last()).hasSize(5);
        }

        @Test
        void whenValuesAreGrouped_thenEveryValueOfAKeyIsThere(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            Output<Tuple2<String, List<Integer>>> groups =
                    harness.collect(sales.stream().groupByKey().toDStream().map(group -> {
                        List<Integer> values = new ArrayList<>();
                        group._2().forEach(values::add);
                        values.sort(Integer::compare);
                        return new Tuple2<>(group._1(), values);
                    }));
            harness.start();

            sales.feed("tea", 2).feed("milk", 7).feed("tea", 1).feed("tea", 2);
            harness.runBatch();

            assertThat(groups.last())
                    .containsExactlyInAnyOrder(new Tuple2<>("tea", List.of(1, 2, 2)), new Tuple2<>("milk", List.of(7)));
        }

        @Test
        void whenValuesAreCombined_thenTheCombinerIsMadeOncePerKey(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            PairOutput<String, String> texts = harness.collect(sales.stream()
                    .combineByKey(
                            value -> "<" + value,
                            (text, value) -> text + "," + value,
                            (a, b) -> a + b,
                            new HashPartitioner(2),
                            false));
            harness.start();

            sales.feedAll(List.of(new Tuple2<>("tea", 1), new Tuple2<>("tea", 2), new Tuple2<>("milk", 3)));
            harness.runBatch();

            assertThat(texts.lastAsMap()).isEqualTo(Map.of("tea", "<1,2", "milk", "<3"));
        }

        @Test
        void whenValuesAreMapped_thenKeysStay(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            PairOutput<String, Integer> doubled = harness.collect(sales.stream().mapValues(value -> 2 * value));
            PairOutput<String, Integer> counted = harness.collect(sales.stream()
                    .flatMapValues(value -> java.util.stream.IntStream.rangeClosed(1, value)
                            .boxed()
                            .iterator()));
            harness.start();

            sales.feed("tea", 2).feed("milk", 0);
            harness.runBatch();

            assertThat(doubled.last()).containsExactly(new Tuple2<>("tea", 4), new Tuple2<>("milk", 0));
            assertThat(counted.last()).containsExactly(new Tuple2<>("tea", 1), new Tuple2<>("tea", 2));
        }

        @Test
        void whenAStreamOfTuplesBecomesAPairStream_thenTheRecordsAreTheSame(StreamHarness harness) {
            FedStream<Tuple2<String, Integer>> tuples = harness.input();
            PairDStream<String, Integer> pairs = PairDStream.fromDStream(tuples.stream());
            Output<Tuple2<String, Integer>> back = harness.collect(pairs.toDStream());
            harness.start();

            tuples.feed(new Tuple2<>("tea", 1));
            harness.runBatch();

            assertThat(back.last()).containsExactly(new Tuple2<>("tea", 1));
        }
    }

    @Nested
    class GivenSeveralStreams {
        @Test
        void whenTheyAreUnited_thenTheRecordsOfAllAreThereWithDuplicates(StreamHarness harness) {
            FedStream<Integer> first = harness.input();
            FedStream<Integer> second = harness.input();
            FedStream<Integer> third = harness.input();
            Output<Integer> two = harness.collect(first.stream().union(second.stream()));
            Output<Integer> three =
                    harness.collect(harness.streaming().union(first.stream(), second.stream(), third.stream()));
            Output<Integer> itself = harness.collect(first.stream().union(first.stream()));
            harness.start();

            first.feed(1);
            second.feed(1, 2);
            harness.runBatch();

            assertThat(two.last()).containsExactly(1, 1, 2);
            assertThat(three.last()).containsExactly(1, 1, 2);
            assertThat(itself.last()).containsExactly(1, 1);
        }

        @Test
        void whenTheySlideDifferently_thenThatIsRefusedNamingBothSlides(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream();
            DStream<Integer> windows = numbers.window(
                    harness.batchInterval().multipliedBy(2),
                    harness.batchInterval().multipliedBy(2));

            assertThatThrownBy(() -> numbers.union(windows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT1S")
                    .hasMessageContaining("PT2S");
        }

        @Test
        void whenTheyAreOfDifferentContexts_thenThatIsRefused(StreamHarness harness) {
            try (StreamHarness other = StreamHarness.create()) {
                DStream<Integer> mine = harness.<Integer>input().stream();
                DStream<Integer> others = other.<Integer>input().stream();

                assertThatThrownBy(() -> mine.union(others))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("different contexts");
            }
        }
    }
}
