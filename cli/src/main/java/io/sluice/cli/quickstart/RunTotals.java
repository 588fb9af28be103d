package io.sluice.cli.quickstart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each word occurred since the start, in bounded memory: past twice {@code keep} different words, only the {@code
 * keep} most frequent stay, and {@link #error} says by how much a count can be too low since. Confined to one thread.
 */
final class RunTotals {
    private final int keep;
    private final Map<String, Long> counts = new HashMap<>();
    private long words;
    private long error;

    RunTotals(int keep) {
        this.keep = keep;
    }

    void add(String word, long count) {
        words += count;
        counts.merge(word, count, Long::sum);
        if (counts.size() > 2 * keep) {
            dropRarest();
        }
    }

    private void dropRarest() {
        List<WordCount> ranked = ranked(Integer.MAX_VALUE);
        error += ranked.get(keep).count();
        ranked.subList(keep, ranked.size()).forEach(rare -> counts.remove(rare.word()));
    }

    List<WordCount> top(int howMany) {
        return ranked(howMany);
    }

    private List<WordCount> ranked(int howMany) {
        return counts.entrySet().stream()
                .map(entry -> new WordCount(entry.getKey(), entry.getValue()))
                .sorted(WordCount.BY_RANK)
                .limit(howMany)
                .toList();
    }

    /** All words counted. */
    long words() {
        return words;
    }

    /** Different words known now. */
    int different() {
        return counts.size();
    }

    /** By how much a count can be too low; 0 as long as nothing was dropped. */
    long error() {
        return error;
    }
}
