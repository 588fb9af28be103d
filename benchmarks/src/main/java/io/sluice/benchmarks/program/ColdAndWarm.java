package io.sluice.benchmarks.program;

import java.util.concurrent.Callable;

/** Runs a job twice in one JVM: {@code cold.s} is the first run, which also warms up, {@code warm.s} the second. */
public final class ColdAndWarm {
    private ColdAndWarm() {}

    /**
     * Runs, prints both times and what was counted.
     *
     * @throws IllegalStateException if the two runs do not count the same
     */
    public static void measure(Callable<WordTally> job) throws Exception {
        WordTally cold = timed("cold.s", job);
        WordTally warm = timed("warm.s", job);
        if (!warm.equals(cold)) {
            throw new IllegalStateException("the warm run counted %s, the cold run %s".formatted(warm, cold));
        }
        warm.print();
    }

    private static WordTally timed(String key, Callable<WordTally> job) throws Exception {
        Stopwatch watch = Stopwatch.start();
        WordTally tally = job.call();
        Figures.print(key, watch.seconds());
        return tally;
    }
}
