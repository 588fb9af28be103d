package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FedStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SluiceTest
class NetworkWordCountTest {
    @Test
    void whenLinesArrive_thenTheWordsOfEachBatchAreCounted(StreamHarness harness) {
        FedStream<String> lines = harness.input();
        PairOutput<String, Integer> counts = harness.collect(NetworkWordCount.count(lines.stream()));
        harness.start();

        lines.feed("to be or").feed("not  to be", "");
        harness.runBatch();
        assertThat(counts.lastAsMap()).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));

        lines.feed("be");
        harness.runBatch();
        assertThat(counts.lastAsMap()).isEqualTo(Map.of("be", 1));
    }
}
