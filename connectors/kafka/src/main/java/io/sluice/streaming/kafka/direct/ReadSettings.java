package io.sluice.streaming.kafka.direct;

import io.sluice.SluiceConf;
import io.sluice.streaming.kafka.KafkaSettings;
import io.sluice.streaming.kafka.record.BadRecords;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * The settings that tasks read by.
 *
 * @param patience how long to wait for brokers
 * @param skipLost whether to go on without records that are gone
 */
record ReadSettings(Duration patience, boolean skipLost, BadRecords.Settings bad) implements Serializable {
    static ReadSettings of(SluiceConf conf, Map<String, Object> params) {
        return new ReadSettings(
                Duration.ofMillis(conf.get(KafkaSettings.POLL_MILLIS)),
                conf.get(KafkaSettings.SKIP_LOST),
                KafkaSettings.badRecords(conf, params));
    }
}
