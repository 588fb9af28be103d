package io.sluice.testkit;

import io.sluice.Tuple2;
import io.sluice.streaming.PairDStream;
import java.util.List;

/**
 * A {@link FedStream} of keys and values.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class FedPairStream<K, V> {
    private final FedStream<Tuple2<K, V>> records;
    private final PairDStream<K, V> stream;

    FedPairStream(FedStream<Tuple2<K, V>> records) {
        this.records = records;
        this.stream = PairDStream.fromDStream(records.stream());
    }

    /** The stream, for the program under test. */
    public PairDStream<K, V> stream() {
        return stream;
    }

    /** Adds a record to the next batch, as a partition. */
    public FedPairStream<K, V> feed(K key, V value) {
        return feedAll(List.of(new Tuple2<>(key, value)));
    }

    /** Adds records to the next batch, as a partition. The list is copied. */
    public FedPairStream<K, V> feedAll(List<Tuple2<K, V>> pairs) {
        records.feedAll(pairs);
        return this;
    }
}
