package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.kafka.PerPartitionConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RateShareTest {
    private static final TopicPartition BUSY = new TopicPartition("clicks", 0);
    private static final TopicPartition QUIET = new TopicPartition("clicks", 1);
    private static final Map<TopicPartition, Long> FROM = Map.of(BUSY, 100L, QUIET, 50L);
    private static final Map<TopicPartition, Long> ENDS = Map.of(BUSY, 1_000L, QUIET, 150L);

    private static RateShare rates(long max, long min, Duration interval) {
        return new RateShare(
                new PerPartitionConfig() {
                    @Override
                    public long maxRatePerPartition(TopicPartition topicPartition) {
                        return max;
                    }

                    @Override
                    public long minRatePerPartition(TopicPartition topicPartition) {
                        return min;
                    }
                },
                interval);
    }

    @Test
    void withoutLimits_aBatchTakesAllThereIs() {
        assertThat(rates(0, 1, Duration.ofSeconds(1)).until(FROM, ENDS)).isEqualTo(ENDS);
    }

    @Test
    void backpressure_isSharedByLag() {
        RateShare rates = rates(0, 1, Duration.ofSeconds(2));
        rates.update(50);

        assertThat(rates.until(FROM, ENDS)).isEqualTo(Map.of(BUSY, 100L + 90, QUIET, 50L + 10));
    }

    @Test
    void eachPartition_hasItsMaximum() {
        RateShare rates = rates(10, 1, Duration.ofSeconds(1));
        rates.update(500);

        assertThat(rates.until(FROM, ENDS)).isEqualTo(Map.of(BUSY, 110L, QUIET, 60L));
    }

    @Test
    void eachPartition_hasItsMinimum_whateverBackpressureSays() {
        RateShare rates = rates(0, 20, Duration.ofSeconds(1));
        rates.update(1);

        assertThat(rates.until(FROM, ENDS)).isEqualTo(Map.of(BUSY, 120L, QUIET, 70L));
    }

    @Test
    void aShortBatch_takesOneRecordOfAPartitionAtLeast() {
        RateShare rates = rates(0, 1, Duration.ofMillis(5));
        rates.update(10);

        assertThat(rates.until(FROM, ENDS)).isEqualTo(Map.of(BUSY, 101L, QUIET, 51L));
    }

    @Test
    void aPartitionWhoseEndIsNotKnown_staysWhereItIs() {
        assertThat(rates(0, 1, Duration.ofSeconds(1)).until(FROM, Map.of(BUSY, 200L)))
                .isEqualTo(Map.of(BUSY, 200L, QUIET, 50L));
    }
}
