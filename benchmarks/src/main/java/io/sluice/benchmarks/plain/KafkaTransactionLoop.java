package io.sluice.benchmarks.plain;

import io.sluice.benchmarks.program.Arrivals;
import io.sluice.benchmarks.program.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * From topic to topic by hand, as the clients' documentation has it: poll, count keys in a map that is lost with the process, send,
 * and commit the records together with the offsets; a thread for each partition, and a transaction every interval. What such a
 * loop takes is the least that brokers and clients take. Arguments: port, interval in ms, records a second, seconds to warm up,
 * seconds to measure, partitions, producers that take turns in each thread.
 */
public final class KafkaTransactionLoop {
    private static final String GROUP = "loop";

    private final String brokers;
    private final int partition;
    private final long intervalNanos;
    private final List<KafkaProducer<Integer, Long>> producers = new ArrayList<>();
    private final Map<Integer, Long> counts = new HashMap<>();
    private int turn;

    private KafkaTransactionLoop(String brokers, int partition, long intervalNanos, int producers) {
        this.brokers = brokers;
        this.partition = partition;
        this.intervalNanos = intervalNanos;
        for (int number = 0; number < producers; number++) {
            Map<String, Object> params = Map.of(
                    "bootstrap.servers",
                    brokers,
                    "transactional.id",
                    "loop-%d-%d".formatted(partition, number),
                    "retry.backoff.ms",
                    2);
            this.producers.add(new KafkaProducer<>(params, new IntegerSerializer(), new LongSerializer()));
        }
    }

    public static void main(String[] args) throws Exception {
        String brokers = "localhost:" + args[0];
        int perSecond = Integer.parseInt(args[2]);
        int partitions = Integer.parseInt(args[5]);
        Arrivals.makeTopics(brokers, partitions);
        Arrivals arrivals = new Arrivals(
                brokers, perSecond, perSecond * Integer.parseInt(args[3]), perSecond * Integer.parseInt(args[4]));
        for (int partition = 0; partition < partitions; partition++) {
            KafkaTransactionLoop loop = new KafkaTransactionLoop(
                    brokers,
                    partition,
                    TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1])),
                    Integer.parseInt(args[6]));
            Thread thread = new Thread(loop::run, "loop-" + partition);
            thread.setDaemon(true);
            thread.start();
        }
        arrivals.sendAndAwait();
        arrivals.print();
    }

    private void run() {
        producers.forEach(KafkaProducer::initTransactions);
        Map<String, Object> params = Map.of(
                "bootstrap.servers",
                brokers,
                "group.id",
                GROUP,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest");
        TopicPartition from = new TopicPartition(Arrivals.TO, partition);
        try (KafkaConsumer<Integer, Long> consumer =
                new KafkaConsumer<>(params, new IntegerDeserializer(), new LongDeserializer())) {
            consumer.assign(List.of(from));
            Stopwatch clock = Stopwatch.start();
            long due = clock.nanos();
            while (true) {
                ConsumerRecords<Integer, Long> records = consumer.poll(Duration.ofSeconds(1));
                if (!records.isEmpty()) {
                    write(records, consumer, from);
                }
                due = Math.max(due + intervalNanos, clock.nanos());
                for (long early = due - clock.nanos(); early > 0; early = due - clock.nanos()) {
                    LockSupport.parkNanos(early);
                }
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if one of them did
    private void write(
            ConsumerRecords<Integer, Long> records, KafkaConsumer<Integer, Long> consumer, TopicPartition from) {
        KafkaProducer<Integer, Long> producer = producers.get(turn);
        turn = (turn + 1) % producers.size();
        producer.beginTransaction();
        for (ConsumerRecord<Integer, Long> record : records) {
            counts.merge(record.key(), 1L, Long::sum);
            producer.send(new ProducerRecord<>(Arrivals.FROM, record.key(), record.value()));
        }
        producer.sendOffsetsToTransaction(
                Map.of(from, new OffsetAndMetadata(consumer.position(from))), consumer.groupMetadata());
        producer.commitTransaction();
    }
}
