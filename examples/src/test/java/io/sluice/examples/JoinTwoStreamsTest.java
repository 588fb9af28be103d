package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Tuple2;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SluiceTest
class JoinTwoStreamsTest {
    @Test
    void whenAnOrderIsPaidInTheSameBatch_thenBothAreJoined(StreamHarness harness) {
        FedStream<String> orders = harness.input("orders");
        FedStream<String> payments = harness.input("payments");
        PairOutput<String, Tuple2<String, String>> paid =
                harness.collect(JoinTwoStreams.paidOrders(orders.stream(), payments.stream()));
        harness.start();

        orders.feed("1,tea", "2,milk", "no order");
        payments.feed("2,card");
        harness.runBatch();
        assertThat(paid.lastAsMap()).isEqualTo(Map.of("2", new Tuple2<>("milk", "card")));

        payments.feed("1,cash");
        harness.runBatch();
        assertThat(paid.last()).isEmpty();
    }
}
