package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.StateSpec;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every operator with state needs before it starts. */
@SluiceTest
class StateRulesTest {
    private static void refusesToStart(StreamHarness harness, String operation) {
        assertThatThrownBy(harness::start)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.GRAPH_INVALID))
                .hasMessageContaining(operation + " at StateRulesTest.java:")
                .hasMessageContaining("checkpoint(directory)");
    }

    @Test
    void whenThereIsNoCheckpointDirectory_thenUpdateStateByKeyIsRefused(StreamHarness harness) {
        FedPairStream<String, Integer> input = harness.pairInput();
        harness.collect(input.stream().<Integer>updateStateByKey((values, before) -> Optional.of(1)));

        refusesToStart(harness, "updateStateByKey");
    }

    @Test
    void whenThereIsNoCheckpointDirectory_thenMapWithStateIsRefused(StreamHarness harness) {
        FedPairStream<String, Integer> input = harness.pairInput();
        harness.collect(input.stream()
                .mapWithState(StateSpec.<String, Integer, Integer, String>function((key, value, state) -> key)));

        refusesToStart(harness, "mapWithState");
    }

    @Test
    void whenThereIsNoCheckpointDirectory_thenAWindowWithAnInverseIsRefused(StreamHarness harness) {
        FedPairStream<String, Integer> input = harness.pairInput();
        harness.collect(input.stream()
                .reduceByKeyAndWindow(
                        Integer::sum, (all, left) -> all - left, Duration.ofSeconds(4), Duration.ofSeconds(2)));

        refusesToStart(harness, "reduceByKeyAndWindow");
    }

    @Test
    void whenThereIsNoCheckpointDirectory_thenCountingAWindowIsRefused(StreamHarness harness) {
        harness.collect(harness.<String>input().stream().countByWindow(Duration.ofSeconds(2), Duration.ofSeconds(1)));

        refusesToStart(harness, "countByWindow");
    }

    @Test
    void whenThereIsNoCheckpointDirectory_thenAWindowWithoutAnInverseStarts(StreamHarness harness) {
        FedPairStream<String, Integer> input = harness.pairInput();
        PairOutput<String, Integer> sums = harness.collect(
                input.stream().reduceByKeyAndWindow(Integer::sum, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        harness.start();

        input.feed("a", 1);
        harness.runBatch();

        assertThat(sums.last()).containsExactly(new Tuple2<>("a", 1));
    }

    @Test
    void whenTheCheckpointIntervalIsNoMultiple_thenThatIsRefused(StreamHarness harness) {
        harness.streaming().checkpoint("unused");
        FedPairStream<String, Integer> input = harness.pairInput();
        harness.collect(input.stream()
                .<Integer>updateStateByKey((values, before) -> Optional.of(1))
                .checkpoint(Duration.ofMillis(1500)));

        assertThatThrownBy(harness::start)
                .hasMessageContaining("updateStateByKey")
                .hasMessageContaining("1500 ms");
    }
}
