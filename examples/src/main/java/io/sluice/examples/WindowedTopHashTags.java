package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.Arrays;

/**
 * Prints, every 2 seconds, the hash tags that occurred most often in the last 60 seconds of messages from a text server.
 *
 * <p>Arguments: {@code HOST PORT CHECKPOINT [TOP]}: the window is kept in the directory {@code CHECKPOINT}; the first 10 if
 * not given.
 */
public final class WindowedTopHashTags {
    private WindowedTopHashTags() {}

    /** The hash tags of a window with the number of times they occur, most frequent first. */
    public static PairDStream<Integer, String> byFrequency(DStream<String> messages, Duration window, Duration slide) {
        return messages.flatMap(message -> Arrays.asList(message.split("\\s+")).iterator())
                .filter(word -> word.length() > 1 && word.startsWith("#"))
                .mapToPair(tag -> new Tuple2<>(tag, 1))
                .reduceByKeyAndWindow(Integer::sum, (all, old) -> all - old, window, slide)
                .mapToPair(count -> new Tuple2<>(count._2(), count._1()))
                .transformToPair(counts -> counts.sortByKey(false));
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 3, "windowed-top-hash-tags HOST PORT CHECKPOINT [TOP]");
        int top = Integer.parseInt(Arguments.orElse(args, 3, "10"));
        SluiceConf conf = new SluiceConf().setAppName("WindowedTopHashTags");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(2))) {
            streaming.checkpoint(args[2]);
            DStream<String> messages = streaming.socketTextStream(args[0], Integer.parseInt(args[1]));
            byFrequency(messages, Durations.seconds(60), Durations.seconds(2)).print(top);

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
