package io.sluice.benchmarks.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A vocabulary with word frequencies as in natural language: the word of rank r appears in proportion to 1/r (Zipf's law),
 * and frequent words are short. Immutable after construction.
 */
public final class ZipfWords {
    /** Each slot holds a word; a word has slots in proportion to its frequency, at least one. A power of two. */
    private static final int SLOTS = 1 << 22;

    /** Chosen so that an average word of running text, with the blank after it, takes 7.65 bytes. */
    private static final double LETTERS_PER_DOUBLING_OF_RANK = 0.4490;

    private static final int SHORTEST = 3;

    private final byte[][] words;
    private final int[] slots = new int[SLOTS];

    public ZipfWords(int distinct, long seed) {
        words = vocabulary(distinct, new SplittableRandom(seed));
        double harmonic = 0;
        for (int rank = 1; rank <= distinct; rank++) {
            harmonic += 1.0 / rank;
        }
        int filled = 0;
        for (int rank = distinct; rank > 1; rank--) { // rare words first: the rounding is left to the commonest one
            int share = (int) Math.max(1, Math.round(SLOTS / (harmonic * rank)));
            Arrays.fill(slots, filled, filled + share, rank - 1);
            filled += share;
        }
    }

    /** A word of running text, as ASCII bytes not to be changed. */
    public byte[] next(SplittableRandom random) {
        return words[slots[(int) random.nextLong() & SLOTS - 1]];
    }

    private static byte[][] vocabulary(int distinct, SplittableRandom random) {
        Set<String> known = new HashSet<>();
        byte[][] words = new byte[distinct][];
        for (int rank = 1; rank <= distinct; rank++) {
            String word = word(lengthOf(rank), random);
            while (!known.add(word)) {
                word = word(lengthOf(rank), random);
            }
            words[rank - 1] = word.getBytes(StandardCharsets.US_ASCII);
        }
        return words;
    }

    private static int lengthOf(int rank) {
        double doublings = Math.log(rank) / Math.log(2);
        return SHORTEST + (int) Math.round(doublings * LETTERS_PER_DOUBLING_OF_RANK);
    }

    private static String word(int length, SplittableRandom random) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }
}
