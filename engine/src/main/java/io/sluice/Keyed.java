package io.sluice;

import io.sluice.function.Function2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Actions that look at keys. */
final class Keyed {
    private Keyed() {}

    static <K, V> List<V> lookup(Jobs<Tuple2<K, V>> jobs, Optional<Partitioner> partitioner, K key) {
        List<Integer> where = partitioner
                .map(byKey -> List.of(byKey.getPartition(key)))
                .orElseGet(() -> SluiceContext.all(jobs.numPartitions()));
        List<V> found = new ArrayList<>();
        jobs.run(
                        (task, records) -> {
                            ArrayList<V> values = new ArrayList<>();
                            records.forEach(pair -> {
                                if (Objects.equals(pair._1(), key)) {
                                    values.add(pair._2());
                                }
                            });
                            return values;
                        },
                        where)
                .forEach(found::addAll);
        return found;
    }

    static <K, V> Map<K, V> reduce(Jobs<Tuple2<K, V>> jobs, Function2<V, V, V> f) {
        List<HashMap<K, V>> partitions = jobs.run((task, records) -> {
            HashMap<K, V> reduced = new HashMap<>();
            records.forEach(pair -> add(reduced, pair._1(), pair._2(), f));
            return reduced;
        });
        HashMap<K, V> all = new HashMap<>();
        UserCode.run("reduceByKeyLocally", () -> {
            for (Map<K, V> partition : partitions) {
                for (Map.Entry<K, V> entry : partition.entrySet()) {
                    add(all, entry.getKey(), entry.getValue(), f);
                }
            }
            return null;
        });
        return all;
    }

    private static <K, V> void add(Map<K, V> reduced, K key, V value, Function2<V, V, V> f) throws Exception {
        V before = reduced.get(key);
        reduced.put(key, before != null || reduced.containsKey(key) ? f.call(before, value) : value);
    }
}
