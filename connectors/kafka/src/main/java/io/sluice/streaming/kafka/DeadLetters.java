package io.sluice.streaming.kafka;

import io.sluice.streaming.kafka.record.LetterReplay;
import java.util.HashMap;
import java.util.Map;

/**
 * What to do with the records that a stream could not read, once the cause is mended: write them back, to be read again.
 * From a program, {@link #replay}; from a shell,
 *
 * <pre>
 * java -cp ... io.sluice.streaming.kafka.DeadLetters topic:clicks-dead bootstrap.servers=broker:9092
 * java -cp ... io.sluice.streaming.kafka.DeadLetters directory:/var/dead bootstrap.servers=broker:9092 security.protocol=SSL
 * </pre>
 */
public final class DeadLetters {
    private DeadLetters() {}

    /**
     * Writes dead letters back to the topics and partitions they came from, with the bytes, headers and timestamps they had. Those
     * that are written back are not written again by the next call.
     *
     * @param from {@code topic:NAME} or {@code directory:PATH}, as {@code sluice.streaming.kafka.deadLetter} says
     * @param kafkaParams how to reach the brokers
     * @return how many there were
     */
    public static long replay(String from, Map<String, Object> kafkaParams) {
        return new LetterReplay(kafkaParams).replay(from);
    }

    /** {@link #replay}: first from where, then the parameters, each as {@code name=value}. */
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println(
                    "usage: DeadLetters topic:NAME|directory:PATH bootstrap.servers=HOST:PORT [name=value ...]");
            System.exit(2);
        }
        Map<String, Object> params = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String[] param = args[i].split("=", 2);
            params.put(param[0], param.length == 2 ? param[1] : "");
        }
        System.out.println(replay(args[0], params) + " dead letters were written back");
    }
}
