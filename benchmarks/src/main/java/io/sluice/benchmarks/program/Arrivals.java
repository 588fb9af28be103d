package io.sluice.benchmarks.program;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
    /** Where they are written to. */
    public static final String TO = "in";

    /** Where they are waited for. */
    public static final String FROM = "out";

    /** How often what is due is sent: waiting for that is part of what is measured. */
    public static final int PULSE_MILLIS = 2;

    private static final int KEYS = 1_000;

    private final String brokers;
    private final int perSecond;
    private final int warmUp;
    private final double[] millis;
    private final Stopwatch clock = Stopwatch.start();

    /** Measures so many records after the first ones. */
    public Arrivals(String brokers, int perSecond, int warmUp, int measured) {
        this.brokers = brokers;
        this.perSecond = perSecond;
        this.warmUp = warmUp;
        this.millis = new double[measured];
    }

    /** Makes both topics. */
    public static void makeTopics(String brokers, int partitions) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(
                            List.of(new NewTopic(TO, partitions, (short) 1), new NewTopic(FROM, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Sends all, and returns when all have come. */
    public void sendAndAwait() {
        Thread sending = new Thread(this::send, "sender");
        sending.setDaemon(true);
        sending.start();
        Map<String, Object> committed = Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "group.id", "arrivals",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false);
        try (KafkaConsumer<Integer, Long> consumer =
                new KafkaConsumer<>(committed, new IntegerDeserializer(), new LongDeserializer())) {
            consumer.subscribe(List.of(FROM));
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
        try (KafkaProducer<Integer, Long> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new IntegerSerializer(), new LongSerializer())) {
            long begin = clock.nanos();
            long pulse = begin;
            for (int number = 0; number < warmUp + millis.length; ) {
                pulse = Math.max(pulse + TimeUnit.MILLISECONDS.toNanos(PULSE_MILLIS), clock.nanos());
                for (long early = pulse - clock.nanos(); early > 0; early = pulse - clock.nanos()) {
                    LockSupport.parkNanos(early);
                }
                for (long due = due(begin, number);
                        due <= pulse && number < warmUp + millis.length;
                        due = due(begin, number)) {
                    producer.send(new ProducerRecord<>(TO, number % KEYS, due));
                    number++;
                }
                producer.flush();
            }
        }
    }

    private long due(long begin, int number) {
        return begin + number * 1_000_000_000L / perSecond;
    }

    public void print() {
        Quantiles.of(millis).print("latency");
    }
}
