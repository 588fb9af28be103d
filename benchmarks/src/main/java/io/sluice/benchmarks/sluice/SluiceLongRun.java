package io.sluice.benchmarks.sluice;

import io.sluice.Tuple2;
import io.sluice.benchmarks.program.BatchTimes;
import io.sluice.benchmarks.program.DiskUse;
import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.KeyFeed;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Very many batches of a program with state and a window, and how large its checkpoint is and how long a batch takes in the
 * second tenth of them and in the last; arguments: a {@link KeyedLoad}, whose batches to warm up are the first tenth, and how
 * many batches the window has.
 */
public final class SluiceLongRun {
    private static final int LOOKS_PER_TENTH = 100;
    private static final double BYTES_PER_MB = 1e6;

    private final Path checkpoint = Files.createTempDirectory("checkpoint");
    private final KeyedLoad load;
    private final Duration window;
    private final BatchTimes early;
    private final BatchTimes late;
    private final double[] megabytes = new double[10 * LOOKS_PER_TENTH];
    private int batches;
    private long read;

    private SluiceLongRun(KeyedLoad load, int windowBatches) throws IOException {
        this.load = load;
        this.window = Duration.ofMillis((long) windowBatches * load.intervalMillis());
        this.early = new BatchTimes(load.warmUp(), load.warmUp());
        this.late = new BatchTimes(9 * load.warmUp(), load.warmUp());
    }

    public static void main(String[] args) throws Exception {
        new SluiceLongRun(KeyedLoad.of(args), Integer.parseInt(args[5])).run();
    }

    private void run() throws InterruptedException {
        try (StreamingContext context = new StreamingContext(
                SluiceSettings.named("long run").set("sluice.streaming.maxQueuedBatches", "4"),
                Duration.ofMillis(load.intervalMillis()))) {
            context.checkpoint(checkpoint.toString());
            KeyFeed feed = load.feed();
            PairDStream<String, Long> ones = SluiceKeys.ones(context, feed, this::planned);
            ones.reduceByKeyAndWindow(Long::sum, (sum, left) -> sum - left, window, ones.slideDuration())
                    .foreachRDD(counts -> read += counts.count());
            ones.mapWithState(StateSpec.function(SluiceLongRun::count)).foreachRDD((counts, time) -> {
                read += counts.count();
                done(time);
            });
            context.start();
            late.await();
        }
        print();
    }

    private static Tuple2<String, Long> count(String key, Optional<Long> one, State<Long> state) {
        long count = (state.exists() ? state.get() : 0L) + one.orElse(0L);
        state.update(count);
        return new Tuple2<>(key, count);
    }

    private void planned(long batchMillisOfEpoch) {
        early.planned(batchMillisOfEpoch);
        late.planned(batchMillisOfEpoch);
    }

    private void done(Time time) throws IOException {
        early.done(time.milliseconds());
        late.done(time.milliseconds());
        int between = load.warmUp() / LOOKS_PER_TENTH;
        int look = batches / between;
        if (batches % between == 0 && look < megabytes.length) {
            megabytes[look] = DiskUse.bytesBelow(checkpoint) / BYTES_PER_MB;
        }
        batches++;
    }

    private void print() {
        Figures.print("read", read);
        early.batches().print("early");
        late.batches().print("late");
        Figures.print(
                "late.over.early", late.batches().at(0.5) / early.batches().at(0.5));
        double earlySize = largest(1);
        double lateSize = largest(9);
        Figures.print("early.mb", earlySize);
        Figures.print("late.mb", lateSize);
        Figures.print("late.mb.over.early.mb", lateSize / earlySize);
    }

    private double largest(int tenth) {
        return Arrays.stream(megabytes, tenth * LOOKS_PER_TENTH, (tenth + 1) * LOOKS_PER_TENTH)
                .max()
                .orElseThrow();
    }
}
