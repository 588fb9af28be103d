package io.sluice.benchmarks.program;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a word count found, in three numbers that do not depend on the order of the words: enough to tell whether two
 * programs counted the same. Mutable, as an aggregate's zero value may be; confined to one task at a time.
 */
public final class WordTally implements Serializable {
    private static final long serialVersionUID = 1L;

    private long distinct;
    private long words;
    private long checksum;

    public WordTally add(String word, long count) {
        return add(word.hashCode(), count);
    }

    /**
     * Adds a word that the caller need not have as a string.
     *
     * @param wordHash as {@link String#hashCode()} computes it
     */
    public WordTally add(int wordHash, long count) {
        distinct++;
        words += count;
        checksum += wordHash * count;
        return this;
    }

    public WordTally merge(WordTally other) {
        distinct += other.distinct;
        words += other.words;
        checksum += other.checksum;
        return this;
    }

    public void print() {
        Figures.print("words", words);
        Figures.print("distinct", distinct);
        Figures.print("checksum", checksum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordTally that
                && distinct == that.distinct
                && words == that.words
                && checksum == that.checksum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(distinct, words, checksum);
    }

    @Override
    public String toString() {
        return "%d words, %d distinct, checksum %d".formatted(words, distinct, checksum);
    }
}
