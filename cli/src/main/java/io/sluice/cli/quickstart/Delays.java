package io.sluice.cli.quickstart;

/** How a delay was distributed, to the millisecond, in the same memory however long the run. Confined to one thread. */
final class Delays {
    private static final int FINE = 10_000;

    private final long[] times = new long[FINE + 1];
    private long count;
    private long longest;

    void add(long millis) {
        times[(int) Math.max(0, Math.min(FINE, millis))]++;
        count++;
        longest = Math.max(longest, millis);
    }

    /** What half of them were at most; beyond 10 s, the longest. */
    long median() {
        long seen = 0;
        for (int millis = 0; millis < FINE; millis++) {
            seen += times[millis];
            if (2 * seen >= count) {
                return millis;
            }
        }
        return longest;
    }

    long longest() {
        return longest;
    }
}
