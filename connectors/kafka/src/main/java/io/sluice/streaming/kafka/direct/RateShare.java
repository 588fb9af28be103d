package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.PerPartitionConfig;
import io.sluice.streaming.rate.RateTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a batch may go in each topic partition. What backpressure allows is shared out by lag, so that partitions catch
 * up together; then each partition has its own limits. Any partition that has records gets at least one. Thread-safe.
 */
final class RateShare implements RateTarget {
    private static final double NANOS = 1e9;

    private final PerPartitionConfig limits;
    private final double batchSeconds;
    private volatile long recordsPerSecond; // 0 while nobody limits them

    RateShare(PerPartitionConfig limits, Duration batchInterval) {
        this.limits = limits;
        this.batchSeconds = batchInterval.toNanos() / NANOS;
    }

    @Override
    public void update(long newRate) {
        if (newRate > 0) {
            recordsPerSecond = newRate;
        }
    }

    /**
     * The offset that each partition may be read to.
     *
     * @param from where each partition goes on
     * @param ends how far each goes; one that is not among them stays where it is
     */
    Map<TopicPartition, Long> until(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> lags = new HashMap<>();
        from.forEach((partition, offset) -> lags.put(partition, ends.getOrDefault(partition, offset) - offset));
        double totalLag = lags.values().stream().mapToLong(Long::longValue).sum();
        double rate = recordsPerSecond;
        Map<TopicPartition, Long> until = new HashMap<>();
        lags.forEach((partition, lag) -> {
            double share = rate > 0 && totalLag > 0 ? rate * lag / totalLag : Double.POSITIVE_INFINITY;
            until.put(partition, from.get(partition) + Math.min(lag, records(partition, share)));
        });
        return until;
    }

    private long records(TopicPartition partition, double share) {
        long most = limits.maxRatePerPartition(partition);
        double rate = Math.max(share, (double) limits.minRatePerPartition(partition));
        if (most > 0) {
            rate = Math.min(rate, (double) most);
        }
        return (long) Math.max(1, rate * batchSeconds); // an infinite rate becomes the largest long
    }
}
