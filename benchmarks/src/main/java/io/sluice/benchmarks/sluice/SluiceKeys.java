package io.sluice.benchmarks.sluice;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.BatchKeys;
import io.sluice.benchmarks.program.KeyFeed;
import io.sluice.benchmarks.program.WordTally;
import io.sluice.streaming.DStream;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** What the programs with keyed state share. */
final class SluiceKeys {
    private static final List<Integer> SLICES =
            IntStream.range(0, KeyFeed.SLICES).boxed().toList();

    private SluiceKeys() {}

    /**
     * A context with a checkpoint that is new.
     *
     * @param mostQueued how many batches may wait; when that many do, times are passed over
     */
    static StreamingContext context(String name, int intervalMillis, int mostQueued) throws IOException {
        StreamingContext context = new StreamingContext(
                SluiceSettings.named(name).set("sluice.streaming.maxQueuedBatches", Integer.toString(mostQueued)),
                Duration.ofMillis(intervalMillis));
        context.checkpoint(Files.createTempDirectory("checkpoint").toString());
        return context;
    }

    /** The keys of a feed, each with a one. */
    static PairDStream<String, Long> ones(StreamingContext context, BatchKeys feed, LongConsumer planned) {
        SluiceContext rdds = context.sluiceContext();
        DStream<String> keys = context.stream(new NumberedSource<>(
                batch -> rdds.parallelize(SLICES, KeyFeed.SLICES).flatMap(slice -> feed.keys(batch, slice))));
        return keys.transform((rdd, time) -> {
                    planned.accept(time.milliseconds());
                    return rdd;
                })
                .mapToPair(key -> new Tuple2<>(key, 1L));
    }

    static WordTally add(WordTally tally, Tuple2<String, Long> count) {
        return tally.add(count._1(), count._2());
    }
}
