package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.function.Function3;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Counts the words of a text server from the start on: prints, every second, each word that came and how often it has come so
 * far. The counts are kept in the directory {@code CHECKPOINT}.
 *
 * <p>Run {@code nc -lk 9999} and type; arguments: {@code HOST PORT CHECKPOINT}.
 */
public final class StatefulNetworkWordCount {
    private StatefulNetworkWordCount() {}

    /** How often each word of a batch has occurred so far; two words are known from the start. */
    public static MapWithStateDStream<String, Integer, Integer, Tuple2<String, Integer>> count(DStream<String> lines) {
        Function3<String, Optional<Integer>, State<Integer>, Tuple2<String, Integer>> sum = (word, one, state) -> {
            int count = one.orElse(0) + (state.exists() ? state.get() : 0);
            state.update(count);
            return new Tuple2<>(word, count);
        };
        return lines.flatMap(line -> Arrays.asList(line.split("\\s+")).iterator())
                .filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .mapWithState(StateSpec.function(sum)
                        .initialState(lines.context()
                                .sluiceContext()
                                .parallelizePairs(List.of(new Tuple2<>("hello", 1), new Tuple2<>("world", 1)))));
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 3, "stateful-network-word-count HOST PORT CHECKPOINT");
        SluiceConf conf = new SluiceConf().setAppName("StatefulNetworkWordCount");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            streaming.checkpoint(args[2]);
            count(streaming.socketTextStream(args[0], Integer.parseInt(args[1])))
                    .print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
