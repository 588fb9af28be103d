package io.sluice.testkit;

import io.sluice.Tuple2;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.Time;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@link Output} of keys and values.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class PairOutput<K, V> extends Output<Tuple2<K, V>> {
    PairOutput(PairDStream<K, V> stream) {
        super(stream.toDStream());
    }

    /**
     * The records of the last batch by key.
     *
     * @throws AssertionError if there is no batch, or a key has several records
     */
    public Map<K, V> lastAsMap() {
        return asMap(last());
    }

    /** Like {@link #lastAsMap()}, of any batch. */
    public Map<K, V> mapAt(Time time) {
        return asMap(at(time));
    }

    private static <K, V> Map<K, V> asMap(List<Tuple2<K, V>> records) {
        Map<K, V> byKey = new LinkedHashMap<>();
        for (Tuple2<K, V> record : records) {
            if (byKey.containsKey(record._1())) {
                throw new AssertionError("key %s has several records: %s".formatted(record._1(), records));
            }
            byKey.put(record._1(), record._2());
        }
        return byKey;
    }
}
