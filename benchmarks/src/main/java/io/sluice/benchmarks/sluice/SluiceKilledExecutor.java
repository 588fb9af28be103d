package io.sluice.benchmarks.sluice;

import io.sluice.Tuple2;
import io.sluice.benchmarks.program.ExecutorKill;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import io.sluice.function.Function3;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import java.util.Optional;

/**
 * Counts by key like {@link SluiceMapWithState}, on a cluster; the first batch that is measured has an executor killed. Arguments:
 * a {@link KeyedLoad}.
 */
public final class SluiceKilledExecutor {
    private static final int ALL = 1_000;

    private SluiceKilledExecutor() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        TalliedBatches batches = load.batches();
        ExecutorKill kill = ExecutorKill.in(load.feed(), load.warmUp());
        try (StreamingContext context = SluiceKeys.context("killed executor", load.intervalMillis(), ALL)) {
            SluiceKeys.ones(context, kill, batches::planned)
                    .mapWithState(StateSpec.function(counting(kill)))
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SluiceKeys::add, WordTally::merge)));
            context.start();
            batches.await();
        }
        kill.requireDone();
        batches.print();
    }

    private static Function3<String, Optional<Long>, State<Long>, Tuple2<String, Long>> counting(ExecutorKill kill) {
        return (key, one, state) -> {
            kill.meet(key);
            return SluiceMapWithState.count(key, one, state);
        };
    }
}
