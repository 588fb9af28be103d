package io.sluice.benchmarks.sluice;

import io.sluice.PairRdd;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;

/**
 * Counts by key over a window with an inverse function; arguments: a {@link KeyedLoad}, how many batches the window has, and
 * whether every batch reads {@code all} counts, or only {@code few}.
 */
public final class SluiceWindow {
    private static final int FEW = 100;

    /** A time that is passed over would leave a hole in the window. */
    private static final int ALL = 1_000_000;

    private SluiceWindow() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        Duration interval = Duration.ofMillis(load.intervalMillis());
        Duration window = interval.multipliedBy(Integer.parseInt(args[5]));
        boolean all = args[6].equals("all");
        TalliedBatches batches = load.batches();
        try (StreamingContext context = SluiceKeys.context("window", load.intervalMillis(), ALL)) {
            SluiceKeys.ones(context, load.feed(), batches::planned)
                    .reduceByKeyAndWindow(Long::sum, (sum, left) -> sum - left, window, interval)
                    .foreachRDD((counts, time) -> batches.done(time.milliseconds(), all ? tally(counts) : few(counts)));
            context.start();
            batches.await();
        }
        batches.printTimes();
        if (all) {
            batches.printFound(); // which few are read depends on where they lie
        }
    }

    private static WordTally tally(PairRdd<String, Long> counts) {
        return counts.aggregate(new WordTally(), SluiceKeys::add, WordTally::merge);
    }

    private static WordTally few(PairRdd<String, Long> counts) {
        WordTally tally = new WordTally();
        counts.take(FEW).forEach(count -> SluiceKeys.add(tally, count));
        return tally;
    }
}
