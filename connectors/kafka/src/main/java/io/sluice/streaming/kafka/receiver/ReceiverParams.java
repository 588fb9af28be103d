package io.sluice.streaming.kafka.receiver;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a group's consumers are told: what the program says, and where it says nothing, what makes a poll worth a block. The
 * broker gathers for a block interval, or 64 KiB; a poll brings up to 10,000 records. Calls that wait for a broker give up
 * after ten seconds, so that a broker that is away is noticed.
 *
 * @param consumer all of them, with Kafka's names
 */
public record ReceiverParams(Map<String, Object> consumer) {
    private static final int GATHERED_BYTES = 64 << 10;
    private static final int POLLED_RECORDS = 10_000;
    private static final int GIVE_UP_MILLIS = 10_000;

    public ReceiverParams {
        consumer = Map.copyOf(consumer);
    }

    /**
     * Completes what the program says.
     *
     * @throws io.sluice.error.StreamException {@code INVALID_SETTING} if no consumer can be made of it
     */
    public static ReceiverParams of(Map<String, Object> said, Duration blockInterval) {
        Map<String, Object> params = new HashMap<>(said);
        if (Boolean.parseBoolean(String.valueOf(params.get(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)))) {
            throw KafkaReceiverErrors.autoCommit();
        }
        params.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        params.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        params.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(blockInterval.toMillis()));
        params.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED_RECORDS);
        params.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, GIVE_UP_MILLIS);
        if (!params.containsKey(ConsumerConfig.GROUP_ID_CONFIG)) {
            throw KafkaReceiverErrors.noGroup();
        }
        requireValid(params);
        return new ReceiverParams(params);
    }

    private static void requireValid(Map<String, Object> params) {
        try {
            new ConsumerConfig(params);
        } catch (ConfigException wrong) {
            throw KafkaReceiverErrors.invalid(wrong);
        }
    }
}
