package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.lineage.Aggregator;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.Records;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Placeholder until the spilling shuffle. */
final class ShuffledData<K, C> {
    private final Shuffle<K, ?, C> node;
    private final List<List<List<Tuple2<K, Object>>>> maps = new ArrayList<>();

    ShuffledData(Shuffle<K, ?, C> node) {
        this.node = node;
        for (int i = 0; i < node.parent().numPartitions(); i++) {
            maps.add(List.of());
        }
    }

    @SuppressWarnings("unchecked")
    <V> void write(Shuffle<K, V, C> own, int partition, TaskContext task, Records<Tuple2<K, V>> records)
            throws Exception {
        List<List<Tuple2<K, Object>>> rows = new ArrayList<>();
        for (int i = 0; i < own.numPartitions(); i++) {
            rows.add(new ArrayList<>());
        }
        records.forEach(pair -> rows.get(own.byKey().getPartition(pair._1())).add((Tuple2<K, Object>) pair));
        synchronized (maps) {
            maps.set(partition, rows);
        }
    }

    @SuppressWarnings("unchecked")
    Records<Tuple2<K, C>> read(int partition, TaskContext task) {
        return () -> {
            List<Tuple2<K, C>> out = new ArrayList<>();
            Aggregator<Object, C> aggregator = (Aggregator<Object, C>) node.aggregator();
            Map<K, C> table = new HashMap<>();
            for (List<List<Tuple2<K, Object>>> map : maps) {
                for (Tuple2<K, Object> pair : map.get(partition)) {
                    if (aggregator == null) {
                        out.add((Tuple2<K, C>) pair);
                    } else if (table.containsKey(pair._1())) {
                        table.put(pair._1(), aggregator.mergeValue().call(table.get(pair._1()), pair._2()));
                    } else {
                        table.put(pair._1(), aggregator.createCombiner().call(pair._2()));
                    }
                }
            }
            table.forEach((key, value) -> out.add(new Tuple2<>(key, value)));
            if (node.keyOrder() != null) {
                out.sort(Comparator.comparing(Tuple2::_1, node.keyOrder()));
            }
            return out.iterator();
        };
    }

    long records() {
        return maps.stream().flatMap(List::stream).mapToLong(List::size).sum();
    }

    void free() {}
}
