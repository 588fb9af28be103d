package io.sluice.streaming.kafka.direct;

import io.sluice.SluiceConf;
import io.sluice.streaming.kafka.KafkaSettings;
import java.time.Duration;

/**
 * The settings of direct streams, read once.
 *
 * @param patience how long to wait for brokers
 * @param keptReaders how many consumers are kept from one batch to the next
 */
record DirectSettings(
        Duration patience,
        int keptReaders,
        boolean commitToGroup,
        boolean startFromGroup,
        boolean skipLost,
        Duration discoveryInterval) {
    static DirectSettings of(SluiceConf conf) {
        return new DirectSettings(
                Duration.ofMillis(conf.get(KafkaSettings.POLL_MILLIS)),
                conf.get(KafkaSettings.CACHE_ENABLED) ? Math.toIntExact(conf.get(KafkaSettings.CACHE_MAX_CAPACITY)) : 0,
                conf.get(KafkaSettings.COMMIT_TO_GROUP),
                conf.get(KafkaSettings.START_FROM_GROUP),
                conf.get(KafkaSettings.SKIP_LOST),
                conf.get(KafkaSettings.DISCOVERY_INTERVAL));
    }
}
