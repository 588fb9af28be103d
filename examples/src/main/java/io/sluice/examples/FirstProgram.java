package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.util.List;

/** Counts the words that are typed into {@code nc -lk 9999}, second by second. */
public final class FirstProgram {
    public static void main(String[] args) throws InterruptedException {
        SluiceConf conf = new SluiceConf().setAppName("first program");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            counts(streaming.socketTextStream("localhost", 9999)).print();
            streaming.start();
            streaming.awaitTermination();
        }
    }

    static PairDStream<String, Integer> counts(DStream<String> lines) {
        return lines.flatMap(line -> List.of(line.split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum);
    }
}
