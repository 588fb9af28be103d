package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SluiceTest
class OrderMetricsTest {
    @Test
    void whenOrdersArrive_thenEachBatchIsMeasured(StreamHarness harness) {
        FedStream<String> lines = harness.input();
        OrderMetrics metrics = new OrderMetrics(lines.stream());
        Output<Long> count = harness.collect(metrics.count());
        PairOutput<String, Long> revenue = harness.collect(metrics.revenueByCategory());
        PairOutput<String, Long> regions = harness.collect(metrics.countByRegion());
        harness.start();

        lines.feed("1,books,north,1250", "2,books,south,800").feed("3,toys,north,2000", "no order", "4,toys,,x");
        harness.runBatch();
        assertThat(count.last()).containsExactly(3L);
        assertThat(revenue.lastAsMap()).isEqualTo(Map.of("books", 2050L, "toys", 2000L));
        assertThat(regions.lastAsMap()).isEqualTo(Map.of("north", 2L, "south", 1L));

        harness.runBatch();
        assertThat(count.last()).containsExactly(0L);
        assertThat(revenue.last()).isEmpty();
    }
}
