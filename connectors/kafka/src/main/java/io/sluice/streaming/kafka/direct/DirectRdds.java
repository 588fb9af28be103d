package io.sluice.streaming.kafka.direct;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.kafka.OffsetRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes RDDs of topics that belong to no stream. */
public final class DirectRdds {
    private DirectRdds() {}

    /** The records of ranges; no consumer is kept. */
    public static <K, V> Rdd<ConsumerRecord<K, V>> of(
            SluiceContext context, Map<String, Object> params, List<OffsetRange> ranges) {
        ReadSettings settings = ReadSettings.of(context.getConf(), params);
        return new KafkaRdd<>(context, ranges, new RecordAccess<>(params, settings, new Tally(context, null), 0));
    }
}
