package io.sluice.torture.program;

import io.sluice.SluiceConf;
import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.torture.disk.Moment;
import io.sluice.torture.disk.Step;
import io.sluice.torture.disk.TortureDisks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The process under torture that goes from topic to topic: for each record with a key and a number it writes the number, and
 * how many records the key has had, of which state keeps count. Behaves as {@link Driver} does. On its command line: where the
 * checkpoint is, as the program names it, and where the broker is.
 */
public final class TopicDriver {
    public static final String IN = "in";
    public static final String OUT = "out";

    /** How often there is a batch. */
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private TopicDriver() {}

    public static void main(String[] words) throws Exception {
        Driver.run(words[0], () -> build(words[0], words[1]));
    }

    private static StreamingContext build(String checkpoint, String broker) {
        SluiceConf conf = new SluiceConf().setMaster("local[2]").setAppName("torture");
        StreamingContext streaming = new StreamingContext(conf, INTERVAL);
        PairDStream<String, Long> numbers = KafkaUtils.createDirectStream(
                        streaming,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(
                                List.of(IN),
                                Map.of(
                                        "bootstrap.servers",
                                        broker,
                                        "group.id",
                                        "torture",
                                        "auto.offset.reset",
                                        "earliest",
                                        "key.deserializer",
                                        StringDeserializer.class,
                                        "value.deserializer",
                                        StringDeserializer.class)))
                .mapToPair(record -> new Tuple2<>(record.key(), Long.valueOf(record.value())));
        PairDStream<String, String> counted = numbers.mapWithState(
                        StateSpec.<String, Long, Long, Tuple2<String, String>>function(
                                (key, number, state) -> count(checkpoint, key, number, state)))
                .name("counts")
                .mapPartitionsToPair(pairs -> {
                    // read by the task that writes them: when it is over, their transaction is committed
                    TaskContext.get()
                            .onCompletion(() -> TortureDisks.disk(checkpoint).pass(Step.SINK_COMMIT, Moment.AFTER));
                    return pairs;
                });
        KafkaUtils.saveToKafka(
                        counted,
                        Map.of(
                                "bootstrap.servers",
                                broker,
                                "key.serializer",
                                StringSerializer.class,
                                "value.serializer",
                                StringSerializer.class,
                                "interceptor.classes",
                                CommitWatch.class.getName(),
                                CommitWatch.CHECKPOINT,
                                checkpoint),
                        OUT)
                .name("out");
        return streaming;
    }

    private static Tuple2<String, String> count(
            String checkpoint, String key, Optional<Long> number, State<Long> state) {
        long count = (state.exists() ? state.get() : 0) + 1;
        TortureDisks.disk(checkpoint).step(Step.STATE_CHANGE, () -> state.update(count));
        return new Tuple2<>(key, number.orElseThrow() + " " + count);
    }
}
