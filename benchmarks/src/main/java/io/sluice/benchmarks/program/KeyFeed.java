package io.sluice.benchmarks.program;

import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which keys a batch touches, each once, always the same for the same batch: first batch by batch all there are, then as many
 * from all over, differently in each batch, so that none finds its keys lying side by side.
 *
 * @param keys how many there are
 * @param touched how many a batch has; a divisor of {@code keys}
 */
public record KeyFeed(int keys, int touched) implements BatchKeys {
    /** How many slices the keys of a batch come in: one for each thread of {@code local[2]}. */
    public static final int SLICES = 2;

    private static final int FIRST_NUMBER = 1_000_000;

    @Override
    public Iterator<String> keys(long batch, int slice) {
        boolean filling = batch < keys / touched;
        SplittableRandom random = new SplittableRandom(filling ? -1 : batch);
        long stride = stride(random);
        long offset = filling ? batch * touched : random.nextInt(keys);
        return IntStream.range(slice * touched / SLICES, (slice + 1) * touched / SLICES)
                .mapToObj(i -> "user-" + (FIRST_NUMBER + (offset + i) * stride % keys))
                .iterator();
    }

    /** A step that comes by all keys before it comes by one again. */
    private long stride(SplittableRandom random) {
        long stride = 1L + random.nextInt(keys);
        while (divisor(stride, keys) != 1) {
            stride++;
        }
        return stride;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
