package io.sluice;

import io.sluice.function.Function;
import io.sluice.operator.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts records by what they are: each partition in its task, then all of them in the program, where the map must fit. */
final class Counting {
    private Counting() {}

    static <T, K> Map<K, Long> by(Jobs<T> jobs, Function<T, K> key) {
        List<Map<K, long[]>> partitions = jobs.run((task, records) -> by(records, key));
        Map<K, Long> all = new HashMap<>();
        partitions.forEach(counts -> counts.forEach((found, count) -> all.merge(found, count[0], Long::sum)));
        return all;
    }

    static <T, K> Map<K, long[]> by(Records<T> records, Function<T, K> key) throws Exception {
        Map<K, long[]> counts = new HashMap<>();
        records.forEach(record -> counts.computeIfAbsent(key.call(record), found -> new long[1])[0]++);
        return counts;
    }
}
