package io.sluice.streaming.kafka.sink;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How an output writes. Immutable.
 *
 * @param <T> the records of the stream
 * @param params of producers, as the program gave them
 * @param toRecord what is written for a record
 * @param once whether each record counts once, however often its batch runs
 * @param ledger the topic of the tokens
 */
public record SinkSettings<T>(
        Map<String, Object> params,
        Function<? super T, ? extends ProducerRecord<?, ?>> toRecord,
        boolean once,
        String ledger)
        implements Serializable {
    public SinkSettings {
        params = new HashMap<>(params); // one that serializes
        requireNonNull(toRecord, "toRecord");
        requireNonNull(ledger, "ledger");
    }
}
