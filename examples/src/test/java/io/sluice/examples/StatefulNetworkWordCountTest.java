package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Tuple2;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SluiceTest
class StatefulNetworkWordCountTest {
    @Test
    void whenLinesArrive_thenWordsAreCountedFromTheStart(StreamHarness harness, @TempDir Path checkpoint) {
        harness.streaming().checkpoint(checkpoint.toString());
        FedStream<String> lines = harness.input();
        MapWithStateDStream<String, Integer, Integer, Tuple2<String, Integer>> words =
                StatefulNetworkWordCount.count(lines.stream());
        Output<Tuple2<String, Integer>> counts = harness.collect(words);
        PairOutput<String, Integer> all = harness.collect(words.stateSnapshots());
        harness.start();

        lines.feed("hello you");
        harness.runBatch();
        assertThat(counts.last()).containsExactlyInAnyOrder(new Tuple2<>("hello", 2), new Tuple2<>("you", 1));

        lines.feed("hello  hello");
        harness.runBatch();
        assertThat(counts.last()).containsExactly(new Tuple2<>("hello", 3), new Tuple2<>("hello", 4));
        assertThat(all.lastAsMap()).isEqualTo(Map.of("hello", 4, "world", 1, "you", 1));
    }
}
