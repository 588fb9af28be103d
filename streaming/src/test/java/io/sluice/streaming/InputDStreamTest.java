package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InputDStreamTest {
    @Test
    void aProgramMakesTheRddOfEachBatchItself() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        List<Long> records;
        try (BatchByBatch run = new BatchByBatch()) {
            records = run.recordsOf(new InputDStream<Long>(run.streaming()) {
                @Override
                public void start() {
                    calls.addAndGet(100);
                }

                @Override
                public void stop() {
                    calls.addAndGet(1_000);
                }

                @Override
                public Optional<Rdd<Long>> compute(Time validTime) {
                    calls.incrementAndGet();
                    return Optional.of(
                            run.streaming().sluiceContext().parallelize(List.of(validTime.milliseconds() % 10_000)));
                }
            });
            run.start();

            run.runBatch();
            run.runBatch();
        }

        assertThat(records).containsExactly(1_000L, 2_000L);
        assertThat(calls).hasValue(1_102);
    }
}
