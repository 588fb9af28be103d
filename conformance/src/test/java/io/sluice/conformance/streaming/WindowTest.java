package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.DStream;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.Time;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows, against what a list of all batches gives. */
@SluiceTest
@PropertyDefaults(tries = 20)
class WindowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The records of the windows of a history: what a window of so many batches, every so many batches, holds. */
    private record Reference(List<List<Integer>> history, int length, int slide) {
        List<List<Integer>> windows() {
            List<List<Integer>> windows = new ArrayList<>();
            for (int end = slide; end <= history.size(); end += slide) {
                windows.add(history.subList(Math.max(0, end - length), end).stream()
                        .flatMap(List::stream)
                        .sorted()
                        .toList());
            }
            return windows;
        }

        Map<Integer, Long> countsOf(int window) {
            return windows().get(window).stream()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }

    private static List<List<Integer>> sorted(Output<Integer> output) {
        return output.batches().stream()
                .map(batch -> batch.stream().sorted().toList())
                .toList();
    }

    @Property
    void contentsAreThoseOfTheLastBatches(
            @ForAll @Size(max = 12) List<@Size(max = 4) List<@IntRange(max = 9) Integer>> history,
            @ForAll @IntRange(min = 1, max = 5) int length,
            @ForAll @IntRange(min = 1, max = 4) int slide)
            throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                StreamHarness harness = StreamHarness.create()) {
            harness.streaming().checkpoint(directory.toString());
            FedStream<Integer> numbers = harness.input();
            Duration window = SECOND.multipliedBy(length);
            Duration step = SECOND.multipliedBy(slide);
            DStream<Integer> stream = numbers.stream();
            Output<Integer> windows = harness.collect(stream.window(window, step));
            Output<Integer> sums = harness.collect(stream.reduceByWindow(Integer::sum, window, step));
            Output<Long> counts = harness.collect(stream.countByWindow(window, step));
            PairOutput<Integer, Long> byValue = harness.collect(stream.countByValueAndWindow(window, step));
            PairDStream<Integer, Long> ones = stream.mapToPair(n -> new Tuple2<>(n, 1L));
            PairOutput<Integer, Long> byKey = harness.collect(ones.reduceByKeyAndWindow(Long::sum, window, step));
            Output<Integer> sumsByInverse =
                    harness.collect(stream.reduceByWindow(Integer::sum, (all, old) -> all - old, window, step));
            PairOutput<Integer, Long> inverse =
                    harness.collect(ones.reduceByKeyAndWindow(Long::sum, (all, old) -> all - old, window, step));
            PairOutput<Integer, Integer> groups = harness.collect(ones.groupByKeyAndWindow(window, step)
                    .mapValues(values -> (int) values.spliterator().estimateSize()));
            harness.start();

            for (List<Integer> batch : history) {
                numbers.feedAll(batch);
                harness.runBatch();
            }

            Reference expected = new Reference(history, length, slide);
            assertThat(sorted(windows)).isEqualTo(expected.windows());
            assertThat(sums.batches())
                    .isEqualTo(expected.windows().stream()
                            .map(records -> records.stream().reduce(Integer::sum).stream()
                                    .toList())
                            .toList());
            assertThat(sumsByInverse.batches()).isEqualTo(sums.batches());
            assertThat(counts.all())
                    .isEqualTo(expected.windows().stream()
                            .map(records -> (long) records.size())
                            .toList());
            for (int i = 0; i < expected.windows().size(); i++) {
                Time time = windows.times().get(i);
                assertThat(byValue.mapAt(time)).isEqualTo(expected.countsOf(i));
                assertThat(byKey.mapAt(time)).isEqualTo(expected.countsOf(i));
                assertThat(inverse.mapAt(time)).isEqualTo(expected.countsOf(i));
                assertThat(groups.mapAt(time).keySet())
                        .isEqualTo(expected.countsOf(i).keySet());
            }
        }
    }

    @Property
    void windowsOfWindowsAreWindows(
            @ForAll @Size(max = 12) List<@Size(max = 3) List<@IntRange(max = 9) Integer>> history,
            @ForAll @IntRange(min = 1, max = 3) int innerLength,
            @ForAll @IntRange(min = 1, max = 2) int innerSlide,
            @ForAll @IntRange(min = 1, max = 3) int outerLength) {
        try (StreamHarness harness = StreamHarness.create()) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> windows = harness.collect(numbers.stream()
                    .window(SECOND.multipliedBy(innerLength), SECOND.multipliedBy(innerSlide))
                    .window(SECOND.multipliedBy((long) innerSlide * outerLength)));
            harness.start();

            for (List<Integer> batch : history) {
                numbers.feedAll(batch);
                harness.runBatch();
            }

            List<List<Integer>> inner = new Reference(history, innerLength, innerSlide).windows();
            assertThat(sorted(windows)).isEqualTo(new Reference(inner, outerLength, 1).windows());
        }
    }

    @Nested
    class GivenAWindowThatSlidesByTwoBatches {
        @Test
        void whenBatchesRun_thenOnlyEverySecondTimeIsOneOfItsTimes(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            DStream<Integer> stream = numbers.stream().window(SECOND.multipliedBy(4), SECOND.multipliedBy(2));
            Output<Integer> windows = harness.collect(stream);
            harness.start();

            harness.runBatches(5);

            assertThat(windows.times()).containsExactly(new Time(2000), new Time(4000));
            assertThat(stream.slideDuration()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Nested
    class GivenDurationsThatAreNoMultiples {
        @Test
        void whenTheLengthIsNone_thenTheErrorNamesTheLineAndBothNumbers(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream();

            assertThatThrownBy(() -> numbers.window(Duration.ofMillis(1500)))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.GRAPH_INVALID))
                    .hasMessageContaining("window at WindowTest.java:")
                    .hasMessageContaining("1500 ms")
                    .hasMessageContaining("1000 ms");
        }

        @Test
        void whenTheSlideIsNone_thenTheErrorSaysSo(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream();

            assertThatThrownBy(() -> numbers.countByWindow(Duration.ofSeconds(3), Duration.ofMillis(1)))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("slide");
        }

        @Test
        void whenTheParentSlidesByMore_thenThatIsWhatCounts(StreamHarness harness) {
            DStream<Integer> everyThird =
                    harness.<Integer>input().stream().window(SECOND.multipliedBy(3), SECOND.multipliedBy(3));

            assertThatThrownBy(() -> everyThird.window(SECOND.multipliedBy(4)))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("3000 ms");
        }

        @Test
        void whenTheLengthIsZeroOrLess_thenThatIsRefused(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream();

            assertThatThrownBy(() -> numbers.window(Duration.ZERO)).isInstanceOf(StreamException.class);
            assertThatThrownBy(() -> numbers.window(SECOND.negated())).isInstanceOf(StreamException.class);
        }
    }

    @Nested
    class GivenAnInverseFunction {
        @BeforeEach
        void keepStateIn(@TempDir Path directory, StreamHarness harness) {
            harness.streaming().checkpoint(directory.toString());
        }

        @Test
        void whenAFilterIsGiven_thenItDropsRecords(StreamHarness harness) {
            FedStream<String> words = harness.input();
            PairOutput<String, Integer> counts = harness.collect(words.stream()
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKeyAndWindow(
                            Integer::sum,
                            (all, old) -> all - old,
                            SECOND.multipliedBy(3),
                            SECOND,
                            2,
                            count -> count._2() > 1));
            harness.start();

            words.feed("a", "b");
            harness.runBatch();
            words.feed("a");
            harness.runBatch();

            assertThat(counts.lastAsMap()).isEqualTo(new TreeMap<>(Map.of("a", 2)));
        }

        @Test
        void whenAllRecordsOfAKeyLeave_thenTheKeyLeavesToo(StreamHarness harness) {
            FedStream<String> words = harness.input();
            PairOutput<String, Integer> counts = harness.collect(words.stream()
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKeyAndWindow(Integer::sum, (all, old) -> all - old, SECOND.multipliedBy(2), SECOND));
            harness.start();

            words.feed("a");
            harness.runBatches(3);

            assertThat(counts.last()).isEmpty();
        }
    }

    @Nested
    class GivenAStorageLevel {
        @Test
        void whenAWindowedStreamIsPersisted_thenWhatTheWindowReadsIsKept(StreamHarness harness) {
            List<StorageLevel> levels = new ArrayList<>();
            DStream<Integer> mapped = harness.<Integer>input().stream().map(n -> n + 1);
            mapped.foreachRDD(rdd -> levels.add(rdd.getStorageLevel()));
            harness.collect(mapped.window(SECOND.multipliedBy(2)).persist(StorageLevel.MEMORY_AND_DISK));
            harness.start();

            harness.runBatch();

            assertThat(levels).containsExactly(StorageLevel.MEMORY_AND_DISK);
        }

        @Test
        void whenAStreamIsUsedByAWindow_thenItsRecordsAreComputedOnce(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            io.sluice.LongAccumulator computed = harness.context().longAccumulator();
            harness.collect(numbers.stream()
                    .map(n -> {
                        computed.add(1);
                        return n;
                    })
                    .window(SECOND.multipliedBy(3)));
            harness.start();

            numbers.feed(1, 2);
            harness.runBatches(3);

            assertThat(computed.value()).isEqualTo(2);
        }
    }
}
