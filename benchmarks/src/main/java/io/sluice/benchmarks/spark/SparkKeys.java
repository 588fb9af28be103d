package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.BatchKeys;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;
import scala.reflect.ClassTag$;

/** What the programs with keyed state share. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
final class SparkKeys {
    private SparkKeys() {}

    /** A context with a checkpoint that is new. */
    static JavaStreamingContext context(String name, int intervalMillis) throws IOException {
        JavaStreamingContext context =
                new JavaStreamingContext(SparkSettings.named(name), Durations.milliseconds(intervalMillis));
        context.checkpoint(Files.createTempDirectory("checkpoint").toString());
        return context;
    }

    /** The keys of a feed, each with a one. */
    static JavaPairDStream<String, Long> ones(JavaStreamingContext context, BatchKeys feed, TalliedBatches batches) {
        return JavaInputDStream.fromInputDStream(
                        new SparkKeyFeed(context.ssc(), feed), ClassTag$.MODULE$.<String>apply(String.class))
                .transform((rdd, time) -> {
                    batches.planned(time.milliseconds());
                    return rdd;
                })
                .mapToPair(key -> new Tuple2<>(key, 1L));
    }

    static WordTally add(WordTally tally, Tuple2<String, Long> count) {
        return tally.add(count._1(), count._2());
    }
}
