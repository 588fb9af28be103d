package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.BatchKeys;
import io.sluice.benchmarks.program.KeyFeed;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.dstream.InputDStream;
import scala.Option;
import scala.reflect.ClassTag$;

/** The keys of a feed, batch by batch; unlike a queue, Spark lets it have a checkpoint. */
@SuppressWarnings({"deprecation", "serial"}) // Spark has deprecated its whole DStream API, and is not read back here
final class SparkKeyFeed extends InputDStream<String> {
    private static final List<Integer> SLICES =
            IntStream.range(0, KeyFeed.SLICES).boxed().toList();

    private final BatchKeys feed;
    private long next;

    SparkKeyFeed(StreamingContext context, BatchKeys feed) {
        super(context, ClassTag$.MODULE$.apply(String.class));
        this.feed = feed;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public Option<RDD<String>> compute(Time time) {
        return Option.apply(keys(JavaSparkContext.fromSparkContext(context().sparkContext()), feed, next++));
    }

    /** Static, so that tasks take the feed with them and not the stream. */
    private static RDD<String> keys(JavaSparkContext context, BatchKeys feed, long batch) {
        return context.parallelize(SLICES, KeyFeed.SLICES)
                .flatMap(slice -> feed.keys(batch, slice))
                .rdd();
    }
}
