package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * Counts the words that a text server sends, over its whole life: ended in any way, {@code kill -9} included, and started
 * again with the same directory, it goes on with the counts it had, and no line that it took is lost or counted twice.
 *
 * <p>Run {@code nc -lk 9999} and type; arguments: {@code HOST PORT CHECKPOINT}.
 */
public final class RecoverableWordCount {
    private RecoverableWordCount() {}

    /** How often each word has occurred since the first start. */
    public static PairDStream<String, Long> totals(DStream<String> lines) {
        return lines.flatMap(line -> Arrays.asList(line.split("\\s+")).iterator())
                .filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .<Long>updateStateByKey((ones, total) -> Optional.of(total.orElse(0L) + ones.size()))
                .name("totals");
    }

    private static StreamingContext program(String host, int port) {
        SluiceConf conf = new SluiceConf()
                .setAppName("RecoverableWordCount")
                .set("sluice.streaming.receiver.writeAheadLog.enable", "true");
        StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1));
        totals(streaming.socketTextStream(host, port).name("lines")).print();
        return streaming;
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 3, "recoverable-word-count HOST PORT CHECKPOINT");
        try (StreamingContext streaming =
                StreamingContext.getOrCreate(args[2], () -> program(args[0], Integer.parseInt(args[1])))) {
            streaming.start();
            streaming.awaitTermination();
        }
    }
}
