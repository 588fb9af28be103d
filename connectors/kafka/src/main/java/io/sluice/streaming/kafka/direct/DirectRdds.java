package io.sluice.streaming.kafka.direct;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.kafka.LocationStrategy;
import io.sluice.streaming.kafka.OffsetRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes RDDs of topics that belong to no stream. */
public final class DirectRdds {
    private DirectRdds() {}

    /** The records of ranges; no consumer is kept. */
    public static <K, V> Rdd<ConsumerRecord<K, V>> of(
            SluiceContext context, Map<String, Object> params, List<OffsetRange> ranges, LocationStrategy location) {
        ReadSettings settings = ReadSettings.of(context.getConf(), params);
        RecordAccess<K, V> access = new RecordAccess<>(params, settings, new Tally(context, null), 0);
        return new KafkaRdd<>(
                context,
                ranges,
                access,
                Locations.of(ranges, location, Map.of(), context.engine().places()));
    }
}
