package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

@SluiceTest
class QueueStreamTest {
    @Test
    void whenRddsAreQueued_thenEachBatchCountsOne(StreamHarness harness) {
        Queue<Rdd<Integer>> queue = new ArrayDeque<>();
        queue.add(harness.context().parallelize(List.of(1, 11, 2)));
        queue.add(harness.context().parallelize(List.of(5)));
        PairOutput<Integer, Integer> counts =
                harness.collect(QueueStream.countByLastDigit(harness.streaming().queueStream(queue)));
        harness.start();

        harness.runBatch();
        assertThat(counts.lastAsMap()).isEqualTo(Map.of(1, 2, 2, 1));

        harness.runBatch();
        assertThat(counts.lastAsMap()).isEqualTo(Map.of(5, 1));
    }
}
