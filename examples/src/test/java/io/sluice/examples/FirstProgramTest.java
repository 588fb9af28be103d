package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FedStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SluiceTest
class FirstProgramTest {
    @Test
    void countsTheWordsOfEachBatch(StreamHarness harness) {
        FedStream<String> lines = harness.input();
        PairOutput<String, Integer> counts = harness.collect(FirstProgram.counts(lines.stream()));
        harness.start();

        lines.feed("to be or", "not to be");
        harness.runBatch();

        assertThat(counts.lastAsMap()).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));
    }
}
