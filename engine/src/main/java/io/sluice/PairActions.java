package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function2;
import io.sluice.lineage.Lineage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be asked of a keyed RDD only; each runs a job, and what it brings back must fit in memory.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public sealed interface PairActions<K, V> permits PairRdd {
    SluiceContext context();

    Lineage<Tuple2<K, V>> lineage();

    private Jobs<Tuple2<K, V>> pairs() {
        return Jobs.of(context(), lineage());
    }

    /** The values of one key; looks at one partition only if there is a partitioner. */
    default List<V> lookup(K key) {
        return Keyed.lookup(pairs(), lineage().partitioner(), key);
    }

    /** A map of all records; of a key with several values it has the last one. */
    default Map<K, V> collectAsMap() {
        Map<K, V> map = new HashMap<>();
        Collecting.collect(pairs()).forEach(pair -> map.put(pair._1(), pair._2()));
        return map;
    }

    /** How many records each key has. */
    default Map<K, Long> countByKey() {
        return Counting.by(pairs(), Tuple2::_1);
    }

    /** Like {@link PairRdd#reduceByKey}, with the result in the program and without a shuffle. */
    default Map<K, V> reduceByKeyLocally(Function2<V, V, V> f) {
        return Keyed.reduce(pairs(), requireNonNull(f, "f"));
    }
}
