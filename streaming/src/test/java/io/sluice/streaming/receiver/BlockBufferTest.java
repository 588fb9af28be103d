package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.Time;
import io.sluice.time.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockBufferTest {
    final ReceiveBudget budget = new ReceiveBudget(1_000);
    final BlockBuffer<Integer> buffer = new BlockBuffer<>(
            "numbers",
            budget,
            new RateLimit(Long.MAX_VALUE, new CancellableWait(new ManualClock(Instant.EPOCH))),
            Optional.empty());

    private void batchOf(long bytes, long time) {
        buffer.intake().add(id -> new RecordBlock<>(id, List.<Object[]>of(new Object[] {1}), bytes), 1, bytes);
        buffer.plan(new Time(time));
        buffer.batchDone(new Time(time));
    }

    @Test
    void whatABatchHadCountsUntilItsRddIsForgotten() {
        batchOf(100, 1_000);
        batchOf(200, 2_000);
        assertThat(budget.used()).isEqualTo(300);

        buffer.forget(new Time(1_000));

        assertThat(budget.used()).isEqualTo(200);
    }

    @Test
    void whatWindowsRememberForLongDoesNotKeepReceiversWaiting() {
        batchOf(100, 1_000);
        batchOf(200, 2_000);
        batchOf(300, 3_000);
        assertThat(budget.used()).isEqualTo(500);
        batchOf(0, 4_000);
        batchOf(0, 5_000);

        assertThat(budget.used()).isZero();
    }
}
