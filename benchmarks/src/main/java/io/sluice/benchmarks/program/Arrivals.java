package io.sluice.benchmarks.program;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * Writes records to one topic at a steady rate, each with the moment at which it was due, and waits for them in another, as a
 * reader of committed records. Confined to one thread, besides the one that writes.
 */
public final class Arrivals {
    private static final int KEYS = 1_000;

    private final Map<String, Object> client;
    private final String to;
    private final String from;
    private final int perSecond;
    private final int warmUp;
    private final double[] millis;
    private final Stopwatch clock = Stopwatch.start();

    /** Measures so many records after the first ones. */
    public Arrivals(String brokers, String to, String from, int perSecond, int warmUp, int measured) {
        this.client = Map.of("bootstrap.servers", brokers);
        this.to = to;
        this.from = from;
        this.perSecond = perSecond;
        this.warmUp = warmUp;
        this.millis = new double[measured];
    }

    /** Sends all, and returns when all have come. */
    public void sendAndAwait() {
        Thread sending = new Thread(this::send, "sender");
        sending.setDaemon(true);
        sending.start();
        Map<String, Object> committed = Map.of(
                "bootstrap.servers", client.get("bootstrap.servers"),
                "isolation.level", "read_committed",
                "group.id", "arrivals",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false);
        try (KafkaConsumer<Integer, Long> consumer =
                new KafkaConsumer<>(committed, new IntegerDeserializer(), new LongDeserializer())) {
            consumer.subscribe(List.of(from));
            int seen = 0;
            while (seen < warmUp + millis.length) {
                for (ConsumerRecord<Integer, Long> record : consumer.poll(Duration.ofSeconds(1))) {
                    int index = seen++ - warmUp;
                    if (index >= 0 && index < millis.length) {
                        millis[index] = (clock.nanos() - record.value()) / 1e6;
                    }
                }
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed at the other end
    private void send() {
        try (KafkaProducer<Integer, Long> producer =
                new KafkaProducer<>(client, new IntegerSerializer(), new LongSerializer())) {
            long begin = clock.nanos();
            for (int number = 0; number < warmUp + millis.length; number++) {
                long due = begin + number * 1_000_000_000L / perSecond;
                for (long early = due - clock.nanos(); early > 0; early = due - clock.nanos()) {
                    LockSupport.parkNanos(early);
                }
                producer.send(new ProducerRecord<>(to, number % KEYS, due));
            }
        }
    }

    public void print() {
        Quantiles.of(millis).print("latency");
    }
}
