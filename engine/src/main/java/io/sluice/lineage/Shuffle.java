package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.operator.Origin;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Records moved to the partition of their key, where they may be combined and ordered.
 *
 * @param aggregator how the values of a key are combined; null if they stay as they are
 * @param keyOrder the order of keys inside a partition, serializable; null if there is none
 * @param results where the engine keeps the shuffled records as long as this node lives
 */
public record Shuffle<K, V, C>(
        Origin origin,
        Lineage<Tuple2<K, V>> parent,
        Partitioner byKey,
        Aggregator<V, C> aggregator,
        Comparator<K> keyOrder,
        Results results)
        implements Lineage<Tuple2<K, C>> {
    /**
     * What an engine has computed for a node, living as long as the node does, so that no table of nodes has to be cleaned.
     * A copy that travelled to another process is empty. Thread-safe.
     */
    public static final class Results implements Serializable {
        private transient volatile Object value;

        public Optional<Object> get() {
            return Optional.ofNullable(value);
        }

        public void set(Object newValue) {
            value = newValue;
        }
    }

    @Override
    public List<Lineage<?>> parents() {
        return List.of(parent);
    }

    @Override
    public int numPartitions() {
        return byKey.numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.of(byKey);
    }
}
