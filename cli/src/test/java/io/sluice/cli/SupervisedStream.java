package io.sluice.cli;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.function.Function3;
import io.sluice.streaming.Durations;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A stream to submit: numbers the occurrences of each word in the files of a directory, {@code word n}, and saves them. It
 * tells a test how far it is, and ends well when the test says something.
 */
public final class SupervisedStream {
    private SupervisedStream() {}

    public static void main(String[] args) throws IOException {
        String checkpoint = args[1];
        try (Socket test = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            PrintWriter out = new PrintWriter(test.getOutputStream(), true, StandardCharsets.UTF_8);
            out.println("pid " + ProcessHandle.current().pid());
            StreamingContext streaming =
                    StreamingContext.getOrCreate(checkpoint, () -> numbering(checkpoint, args[2], args[3], out));
            streaming.start();
            test.getInputStream().read();
            streaming.stop();
        }
        System.exit(0);
    }

    private static StreamingContext numbering(String checkpoint, String input, String output, PrintWriter out) {
        StreamingContext streaming = new StreamingContext(new SluiceConf(), Durations.milliseconds(500));
        streaming.checkpoint(checkpoint);
        Function3<String, Optional<Integer>, State<Integer>, String> next = (word, one, state) -> {
            state.update(state.getOption().orElse(0) + 1);
            return word + " " + state.get();
        };
        MapWithStateDStream<String, Integer, Integer, String> numbered = streaming
                .textFileStream(input)
                .flatMap(line -> List.of(line.split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .mapWithState(StateSpec.function(next).numPartitions(2));
        numbered.foreachRDD(words -> out.println("seen " + words.count()));
        numbered.saveAsTextFiles(output + "/words");
        numbered.foreachRDD(words -> out.println("saved"));
        return streaming;
    }
}
