package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.Rdd;
import io.sluice.StorageLevel;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Time;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which RDDs a stream has, and how long it keeps them. */
@SluiceTest
class RememberTest {
    @Nested
    class GivenTheRddsOfAStream {
        @Test
        void whenOneIsAskedForTwice_thenItIsTheSame(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream().map(n -> n + 1);
            harness.collect(numbers);
            harness.start();

            Time time = harness.runBatch();

            Optional<Rdd<Integer>> once = numbers.compute(time);
            assertThat(once).isPresent();
            assertThat(numbers.compute(time).orElseThrow()).isSameAs(once.orElseThrow());
        }

        @Test
        void whenATimeIsNotOneOfTheStreams_thenThereIsNone(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream().map(n -> n + 1);
            harness.collect(numbers);
            harness.start();

            harness.runBatch();

            assertThat(numbers.compute(new Time(0))).isEmpty();
            assertThat(numbers.compute(new Time(-1000))).isEmpty();
            assertThat(numbers.compute(new Time(1500))).isEmpty();
        }
    }

    @Nested
    class GivenASlice {
        @Test
        void whenTheContextIsNotStarted_thenThatIsRefused(StreamHarness harness) {
            DStream<Integer> numbers = harness.<Integer>input().stream();

            assertThatIllegalStateException()
                    .isThrownBy(() -> numbers.slice(new Time(0), new Time(1000)))
                    .withMessageContaining("not started");
        }

        @Test
        void whenTheStreamRemembers_thenBothEndsAreIncludedAndRoundedDown(StreamHarness harness) {
            harness.streaming().remember(Duration.ofSeconds(10));
            FedStream<Integer> numbers = harness.input();
            harness.collect(numbers.stream());
            harness.start();
            for (int batch = 1; batch <= 5; batch++) {
                numbers.feed(batch);
                harness.runBatch();
            }

            List<Integer> exact = records(numbers.stream().slice(new Time(2000), new Time(4000)));
            List<Integer> between = records(numbers.stream().slice(new Time(2500), new Time(4999)));
            List<Integer> fromBeforeTheStart = records(numbers.stream().slice(new Time(-5000), new Time(1000)));

            assertThat(exact).containsExactly(2, 3, 4);
            assertThat(between).containsExactly(2, 3, 4);
            assertThat(fromBeforeTheStart).containsExactly(1);
        }

        private List<Integer> records(List<Rdd<Integer>> rdds) {
            List<Integer> records = new ArrayList<>();
            rdds.forEach(rdd -> records.addAll(rdd.collect()));
            return records;
        }
    }

    @Nested
    class GivenAProgramThatRunsForLong {
        @Test
        void whenNoWindowNeedsThem_thenOldRddsAreForgotten(StreamHarness harness) {
            List<WeakReference<Rdd<Integer>>> seen = new ArrayList<>();
            DStream<Integer> numbers =
                    harness.<Integer>input().stream().map(n -> n + 1).cache();
            numbers.foreachRDD(rdd -> seen.add(new WeakReference<>(rdd)));
            harness.start();

            harness.runBatches(50);

            assertThat(seen).hasSize(50);
            assertThat(stillThere(seen)).isLessThanOrEqualTo(3);
        }

        @Test
        void whenAWindowNeedsThem_thenTheyAreKeptThatLongAndNoLonger(StreamHarness harness) {
            List<WeakReference<Rdd<Integer>>> seen = new ArrayList<>();
            FedStream<Integer> input = harness.input();
            DStream<Integer> numbers = input.stream().map(n -> n + 1);
            numbers.foreachRDD(rdd -> seen.add(new WeakReference<>(rdd)));
            harness.collect(numbers.window(Duration.ofSeconds(5)).count());
            harness.start();

            for (int batch = 0; batch < 50; batch++) {
                input.feed(batch);
                harness.runBatch();
            }

            assertThat(stillThere(seen)).isBetween(4L, 10L);
        }

        private long stillThere(List<WeakReference<Rdd<Integer>>> seen) {
            System.gc();
            return seen.stream().filter(reference -> reference.get() != null).count();
        }

        @Test
        void whenPersistedRddsAreForgotten_thenTheirBlocksAreDropped(StreamHarness harness) {
            List<Rdd<Integer>> seen = new ArrayList<>();
            FedStream<Integer> input = harness.input();
            DStream<Integer> numbers = input.stream().map(n -> n + 1).persist(StorageLevel.MEMORY_ONLY);
            numbers.foreachRDD(rdd -> {
                rdd.count();
                seen.add(rdd);
            });
            harness.start();

            input.feed(1);
            harness.runBatches(10);

            assertThat(seen.get(0).getStorageLevel()).isEqualTo(StorageLevel.NONE);
            assertThat(seen.get(9).getStorageLevel()).isEqualTo(StorageLevel.MEMORY_ONLY);
        }

        @Test
        @SluiceTest(conf = "sluice.streaming.unpersist=false")
        void whenTheSettingSaysSo_thenPersistedRddsAreLeftToTheProgram(StreamHarness harness) {
            List<Rdd<Integer>> seen = new ArrayList<>();
            DStream<Integer> numbers =
                    harness.<Integer>input().stream().map(n -> n + 1).persist(StorageLevel.MEMORY_ONLY);
            numbers.foreachRDD(rdd -> seen.add(rdd));
            harness.start();

            harness.runBatches(10);

            assertThat(seen.get(0).getStorageLevel()).isEqualTo(StorageLevel.MEMORY_ONLY);
        }
    }
}
