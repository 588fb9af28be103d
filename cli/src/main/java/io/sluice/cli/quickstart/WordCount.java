package io.sluice.cli.quickstart;

import io.sluice.Tuple2;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A word and how often it occurred. */
record WordCount(String word, long count) {
    /** Most frequent first; words as frequent as each other in the order of the alphabet, so that tables stand still. */
    static final Comparator<WordCount> BY_RANK =
            Comparator.comparingLong(WordCount::count).reversed().thenComparing(WordCount::word);

    static List<WordCount> top(Collection<Tuple2<String, Long>> counts, int howMany) {
        return counts.stream()
                .map(count -> new WordCount(count._1(), count._2()))
                .sorted(BY_RANK)
                .limit(howMany)
                .toList();
    }
}
