package io.sluice.cli.quickstart;

import java.util.HashMap;
import java.util.Map;

/** Word totals as a reader of the results' topic finds them. Each is greater than the one before, unless it came twice. */
final class KafkaResults {
    private final Map<String, Long> totals = new HashMap<>();
    private long records;
    private long wrong;

    void add(String word, long total) {
        records++;
        Long before = totals.put(word, total);
        if (before != null && total <= before) {
            wrong++;
        }
    }

    long records() {
        return records;
    }

    /** Results that came twice, or out of order. */
    long wrong() {
        return wrong;
    }

    /** All words that the last totals have counted. */
    long words() {
        return totals.values().stream().mapToLong(Long::longValue).sum();
    }
}
