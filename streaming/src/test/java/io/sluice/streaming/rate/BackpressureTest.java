package io.sluice.streaming.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sluice.streaming.Time;
import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackpressureTest {
    private static final RateSettings DEFAULTS = new RateSettings(Duration.ofSeconds(1), 0, 1, 0.2, 0, 100);

    /** A source with more to give than it may, and batches a second apart that are run one after the other. */
    private static final class Program implements RateTarget {
        final Backpressure backpressure;
        final double perSecond;
        long allowed = Long.MAX_VALUE;
        long backlog;
        long planned;
        long busyUntil;
        long largestBatch;
        long longestWait;

        Program(RateSettings settings, long backlog, double perSecond) {
            this.backpressure = new Backpressure(settings);
            this.backlog = backlog;
            this.perSecond = perSecond;
            backpressure.add(0, "clicks", this);
            backpressure.begin();
        }

        @Override
        public void update(long recordsPerSecond) {
            allowed = recordsPerSecond;
        }

        /** One batch, as if its end were heard before the next is planned unless it waits longer. */
        void runBatch() {
            planned += 1_000;
            long records = Math.min(backlog, allowed);
            backlog -= records;
            largestBatch = Math.max(largestBatch, records);
            long start = Math.max(planned, busyUntil);
            busyUntil = start + 20 + (long) (1_000 * records / perSecond); // 20 ms whatever the batch is
            longestWait = Math.max(longestWait, start - planned);
            backpressure.onBatchCompleted(completed(records, planned, start, busyUntil));
        }
    }

    private static StreamingListenerBatchCompleted completed(long records, long planned, long start, long end) {
        return new StreamingListenerBatchCompleted(new BatchInfo(
                new Time(planned),
                Map.of(0, new StreamInputInfo(0, records, Map.of())),
                planned,
                start,
                end,
                Map.of()));
    }

    @Test
    void whenTheProgramStartsWithABacklog_thenNoBatchIsMuchMoreThanWhatIsProcessedMeanwhile() {
        Program program = new Program(DEFAULTS, 10_000_000, 200_000);

        int batches = 0;
        while (program.backlog > 0 && batches < 1_000) {
            program.runBatch();
            batches++;
        }

        assertThat(program.largestBatch).isLessThanOrEqualTo(210_000);
        assertThat(program.longestWait).isLessThan(200);
        assertThat(batches).as("50 at full speed, and some to get there").isLessThan(70);
    }

    @Test
    void theRateDoublesAtMost_fromThousand() {
        Program program = new Program(DEFAULTS, 10_000_000, 1_000_000);
        assertThat(program.allowed).isEqualTo(1_000);

        program.runBatch();
        assertThat(program.allowed).as("nothing is known of one batch").isEqualTo(1_000);
        program.runBatch();
        assertThat(program.allowed).isEqualTo(2_000);
        program.runBatch();
        assertThat(program.allowed).isEqualTo(4_000);
    }

    @Test
    void whenTheProgramBecomesSlow_thenTheRateFollowsAtOnce() {
        Program fast = new Program(DEFAULTS, Long.MAX_VALUE, 500_000);
        while (fast.allowed < 400_000) {
            fast.runBatch();
        }
        Program slow = new Program(DEFAULTS, Long.MAX_VALUE, 50_000);
        slow.backpressure.restore(fast.backpressure.rates());
        assertThat(slow.allowed).isEqualTo(fast.allowed);

        slow.runBatch();
        slow.runBatch();
        assertThat(slow.allowed).isLessThan(50_000);
        for (int batch = 0; batch < 100; batch++) {
            slow.runBatch();
        }

        assertThat((double) slow.allowed).isCloseTo(50_000, withinPercentage(10));
    }

    @Test
    void whenAnInitialRateIsSet_thenItIsTheFirst() {
        RateSettings settings = new RateSettings(Duration.ofSeconds(1), 77, 1, 0.2, 0, 100);

        assertThat(new Program(settings, 0, 1).allowed).isEqualTo(77);
    }

    @Test
    void aBatchThatIsOverWithinAMillisecondCountsAsOne() {
        Program program = new Program(DEFAULTS, 0, 1);

        program.backpressure.onBatchCompleted(completed(10, 1_000, 1_000, 1_000));
        program.backpressure.onBatchCompleted(completed(1_500, 2_000, 2_000, 2_000));

        assertThat(program.allowed).isEqualTo(2_000);
    }

    @Test
    void ratesOfOtherSourcesAndNoRatesAreNotRestored() {
        Program program = new Program(DEFAULTS, 0, 1);

        program.backpressure.restore(Map.of("orders", 5.0, "clicks", -1.0));

        assertThat(program.backpressure.rates()).isEqualTo(Map.of("clicks", 1_000.0));
        assertThat(program.allowed).isEqualTo(1_000);
    }
}
