package io.sluice.streaming.kafka.sink;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.Batch;
import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.KafkaFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** A broker, programs that write numbers to it, and what a reader of committed records sees. */
final class SinkFixture implements AutoCloseable {
    private final KafkaFixture kafka;
    private final KafkaBroker broker;
    private final AtomicInteger names = new AtomicInteger();
    private final List<SluiceContext> programs = new ArrayList<>();

    private SinkFixture(KafkaFixture kafka) {
        this.kafka = kafka;
        this.broker = kafka.broker();
    }

    /** A broker that looks often for transactions that took too long. */
    static SinkFixture start() {
        return new SinkFixture(
                KafkaFixture.start(Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100")));
    }

    /** With the broker that all use who do not stop it. */
    static SinkFixture shared() {
        return new SinkFixture(KafkaFixture.shared());
    }

    static SinkFixture of(KafkaFixture kafka) {
        return new SinkFixture(kafka);
    }

    KafkaBroker broker() {
        return broker;
    }

    String freeName() {
        return "numbers-" + names.incrementAndGet();
    }

    String topic(int partitions) {
        String name = freeName();
        broker.createTopic(name, partitions);
        return name;
    }

    Map<String, Object> params(Object... more) {
        Map<String, Object> params = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "key.serializer",
                IntegerSerializer.class,
                "value.serializer",
                IntegerSerializer.class));
        for (int i = 0; i < more.length; i += 2) {
            params.put((String) more[i], more[i + 1]);
        }
        return params;
    }

    /** A process of the program; it stays as it is, as one would that hangs, until {@link #stopPrograms}. */
    SluiceContext program(String... settings) {
        SluiceConf conf = new SluiceConf()
                .setMaster("local[2]")
                .setAppName("shop")
                .set("sluice.task.serialize", "true")
                .set("sluice.task.maxFailures", "1");
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        SluiceContext program = new SluiceContext(conf);
        programs.add(program);
        return program;
    }

    static Rdd<Integer> numbers(SluiceContext program, int from, int until, int partitions) {
        return program.parallelize(IntStream.range(from, until).boxed().toList(), partitions);
    }

    static Batch batch(String output, long seconds) {
        return new Batch("shop", new Time(seconds * 1_000), output);
    }

    /** The committed values of a topic, in the order of each partition. */
    List<Integer> values(String topic) {
        return read(topic, "read_committed");
    }

    /** The values of a topic, with those that were taken back. */
    List<Integer> allValues(String topic) {
        return read(topic, "read_uncommitted");
    }

    private List<Integer> read(String topic, String isolation) {
        Map<String, Object> params =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation);
        List<Integer> values = new ArrayList<>();
        try (KafkaConsumer<Integer, Integer> consumer =
                new KafkaConsumer<>(params, new IntegerDeserializer(), new IntegerDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = ends(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<Integer, Integer> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    /** Where the partitions end, with what is committed and not marked as such yet: a reader of committed records waits. */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        Map<String, Object> params = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<Integer, Integer> consumer =
                new KafkaConsumer<>(params, new IntegerDeserializer(), new IntegerDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    void stopPrograms() {
        programs.forEach(SluiceContext::stop);
        programs.clear();
    }

    @Override
    public void close() {
        stopPrograms();
        kafka.close();
    }
}
