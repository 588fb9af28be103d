package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.util.Arrays;

/**
 * Counts the words of each second that a text server sends.
 *
 * <p>Run {@code nc -lk 9999} and type; arguments: {@code HOST PORT}.
 */
public final class NetworkWordCount {
    private NetworkWordCount() {}

    /** How often each word occurs in each batch. */
    public static PairDStream<String, Integer> count(DStream<String> lines) {
        return lines.flatMap(line -> Arrays.asList(line.split("\\s+")).iterator())
                .filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum);
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 2, "network-word-count HOST PORT");
        SluiceConf conf = new SluiceConf().setAppName("NetworkWordCount");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            count(streaming.socketTextStream(args[0], Integer.parseInt(args[1])))
                    .print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
