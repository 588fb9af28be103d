package io.sluice.benchmarks.program;

/**
 * How much a program with keyed state is given to do: its first five arguments.
 *
 * @param warmUp batches before the measured ones; they fill the state too
 */
public record KeyedLoad(int intervalMillis, int keys, int touched, int warmUp, int measured) {
    public static KeyedLoad of(String[] args) {
        return new KeyedLoad(number(args, 0), number(args, 1), number(args, 2), number(args, 3), number(args, 4));
    }

    private static int number(String[] args, int index) {
        return Integer.parseInt(args[index]);
    }

    /** What {@link #of} reads. */
    public Object[] args() {
        return new Object[] {intervalMillis, keys, touched, warmUp, measured};
    }

    /** The same at another interval. */
    public KeyedLoad every(int newIntervalMillis) {
        return new KeyedLoad(newIntervalMillis, keys, touched, warmUp, measured);
    }

    public KeyFeed feed() {
        return new KeyFeed(keys, touched);
    }

    public TalliedBatches batches() {
        return new TalliedBatches(warmUp, measured);
    }
}
