package io.sluice.examples;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * Streams RDDs that the program puts into a queue, one a second, and counts their numbers by the last digit.
 *
 * <p>Arguments: {@code [SECONDS]}, 10 if not given.
 */
public final class QueueStream {
    private QueueStream() {}

    /** How many numbers of each batch end in each digit. */
    public static PairDStream<Integer, Integer> countByLastDigit(DStream<Integer> numbers) {
        return numbers.mapToPair(number -> new Tuple2<>(number % 10, 1)).reduceByKey(Integer::sum);
    }

    public static void main(String[] args) throws InterruptedException {
        int seconds = Integer.parseInt(Arguments.orElse(args, 0, "10"));
        SluiceConf conf = new SluiceConf().setAppName("QueueStream");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
            Queue<Rdd<Integer>> queue = new ArrayDeque<>();
            for (int i = 0; i < seconds; i++) {
                queue.add(streaming.sluiceContext().parallelize(numbers));
            }
            countByLastDigit(streaming.queueStream(queue)).print();

            streaming.start();
            streaming.awaitTerminationOrTimeout(1000L * seconds);
            streaming.stop(true, true);
        }
    }
}
