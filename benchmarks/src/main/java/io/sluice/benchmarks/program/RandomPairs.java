package io.sluice.benchmarks.program;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * The pairs of one partition of the big shuffle: keys below {@value #KEYS}, values of {@value #VALUE_CHARS} letters, always
 * the same for the same partition. Each side passes its own pair type.
 */
public final class RandomPairs<P> implements Iterator<P> {
    public static final int KEYS = 1_000_000;
    public static final int VALUE_CHARS = 100;

    private static final int LETTERS_PER_LONG = 16;

    private final SplittableRandom random;
    private final BiFunction<Integer, String, P> pair;
    private final byte[] letters = new byte[VALUE_CHARS];
    private long left;

    public RandomPairs(int partition, long count, BiFunction<Integer, String, P> pair) {
        this.random = new SplittableRandom(partition);
        this.left = count;
        this.pair = pair;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public P next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        left--;
        return pair.apply(random.nextInt(KEYS), nextValue());
    }

    private String nextValue() {
        long bits = 0;
        for (int i = 0; i < letters.length; i++) {
            bits = i % LETTERS_PER_LONG == 0 ? random.nextLong() : bits >>> 4;
            letters[i] = (byte) ('a' + (bits & 15));
        }
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
