package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@SluiceTest
class BlacklistFilterTest {
    @Test
    void whenTheBlacklistChangesBetweenBatches_thenTheNextBatchGoesByTheNewOne(StreamHarness harness) {
        AtomicReference<Set<String>> blocked = new AtomicReference<>(Set.of("mallory"));
        FedStream<String> messages = harness.input();
        Output<String> allowed = harness.collect(BlacklistFilter.allowed(messages.stream(), blocked::get));
        harness.start();

        messages.feed("alice hello", "mallory buy this");
        harness.runBatch();
        blocked.set(Set.of("mallory", "alice"));
        messages.feed("alice hello", "bob hi");
        harness.runBatch();

        assertThat(allowed.batches()).containsExactly(List.of("alice hello"), List.of("bob hi"));
    }
}
