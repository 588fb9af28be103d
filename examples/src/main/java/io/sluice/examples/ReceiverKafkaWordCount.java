package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.StorageLevel;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.KafkaUtils;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Counts the words of each second in topics that a consumer group receives. What is received goes to a log first, and then the
 * group hears of it: so nothing is lost when the program dies, and a little may be counted twice. {@link
 * DirectKafkaWordCount} needs no such log; receivers are for brokers that only give groups access, and for programs that share a
 * group with others.
 *
 * <p>Arguments: {@code BROKERS GROUP TOPICS CHECKPOINT [RECEIVERS]}; one receiver if not given.
 */
public final class ReceiverKafkaWordCount {
    private ReceiverKafkaWordCount() {}

    /** The values of the topics' records, from so many receivers that share them. */
    public static DStream<String> lines(
            StreamingContext streaming, String brokers, String group, Map<String, Integer> topics, int receivers) {
        Map<String, Object> params = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
        PairDStream<String, String> records = receiver(streaming, params, topics);
        for (int more = 1; more < receivers; more++) {
            records = records.union(receiver(streaming, params, topics));
        }
        return records.map(pair -> pair._2());
    }

    private static PairDStream<String, String> receiver(
            StreamingContext streaming, Map<String, Object> params, Map<String, Integer> topics) {
        return KafkaUtils.createStream(streaming, params, topics, StorageLevel.MEMORY_AND_DISK_SER);
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 4, "receiver-kafka-word-count BROKERS GROUP TOPICS CHECKPOINT [RECEIVERS]");
        Map<String, Integer> topics =
                Arrays.stream(args[2].split(",")).collect(Collectors.toMap(Function.identity(), topic -> 1));
        int receivers = Integer.parseInt(Arguments.orElse(args, 4, "1"));
        StreamingContext streaming = StreamingContext.getOrCreate(args[3], () -> {
            SluiceConf conf = new SluiceConf()
                    .setAppName("ReceiverKafkaWordCount")
                    .set("sluice.streaming.receiver.writeAheadLog.enable", "true");
            StreamingContext made = new StreamingContext(conf, Durations.seconds(1));
            made.checkpoint(args[3]);
            NetworkWordCount.count(lines(made, args[0], args[1], topics, receivers))
                    .print();
            return made;
        });
        try (streaming) {
            streaming.start();
            streaming.awaitTermination();
        }
    }
}
