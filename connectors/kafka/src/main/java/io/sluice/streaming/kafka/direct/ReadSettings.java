package io.sluice.streaming.kafka.direct;

import io.sluice.SluiceConf;
import io.sluice.streaming.kafka.KafkaSettings;
import io.sluice.streaming.kafka.record.BadRecordPolicy;
import io.sluice.streaming.kafka.record.BadRecords;
import io.sluice.streaming.kafka.record.DeadLetterBox;
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
        BadRecordPolicy policy = conf.get(KafkaSettings.ON_BAD_RECORD);
        DeadLetterBox box = policy == BadRecordPolicy.DEAD_LETTER ? box(conf, params) : null;
        return new ReadSettings(
                Duration.ofMillis(conf.get(KafkaSettings.POLL_MILLIS)),
                conf.get(KafkaSettings.SKIP_LOST),
                new BadRecords.Settings(policy, conf.get(KafkaSettings.MAX_BAD_RECORDS), box));
    }

    private static DeadLetterBox box(SluiceConf conf, Map<String, Object> params) {
        String text = conf.get(KafkaSettings.DEAD_LETTER);
        try {
            return DeadLetterBox.parse(text, params);
        } catch (IllegalArgumentException invalid) {
            throw DirectErrors.badSetting(KafkaSettings.DEAD_LETTER.key(), text, invalid);
        }
    }
}
