package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes shuffles. */
final class Shuffles {
    <K, V, C> ShuffledData<K, C> start(Shuffle<K, V, C> node) {
        return new ShuffledData<>(node);
    }

    <K> Records<Tuple2<K, List<?>[]>> group(List<Records<? extends Tuple2<K, ?>>> parts, TaskContext task) {
        return () -> {
            Map<K, List<?>[]> groups = new LinkedHashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                int index = i;
                parts.get(i).forEach(pair -> {
                    List<?>[] lists = groups.computeIfAbsent(pair._1(), key -> empty(parts.size()));
                    add(lists[index], pair._2());
                });
            }
            List<Tuple2<K, List<?>[]>> result = new ArrayList<>();
            groups.forEach((key, lists) -> result.add(new Tuple2<>(key, lists)));
            return result.iterator();
        };
    }

    private static List<?>[] empty(int size) {
        List<?>[] lists = new List<?>[size];
        for (int i = 0; i < size; i++) {
            lists[i] = new ArrayList<>();
        }
        return lists;
    }

    @SuppressWarnings("unchecked")
    private static void add(List<?> list, Object value) {
        ((List<Object>) list).add(value);
    }
}
