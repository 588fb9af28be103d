package io.sluice.benchmarks.plain;

import io.sluice.benchmarks.program.ReadRate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The bare client: a thread for each partition polls and counts; arguments: port, topic, threads, records, {@code tuned} for
 * the fetch sizes that Sluice asks for or {@code default} for the client's.
 */
public final class KafkaPollLoop {
    private KafkaPollLoop() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, Object> params = new HashMap<>(Map.of("bootstrap.servers", "localhost:" + args[0]));
        if (args[4].equals("tuned")) {
            params.putAll(Map.of(
                    "receive.buffer.bytes", -1, "max.poll.records", 20_000, "max.partition.fetch.bytes", 4 << 20));
        }
        ReadRate rate = new ReadRate(Long.parseLong(args[3]));
        for (int partition = 0; partition < Integer.parseInt(args[2]); partition++) {
            TopicPartition read = new TopicPartition(args[1], partition);
            Thread thread = new Thread(() -> poll(params, read, rate));
            thread.setDaemon(true);
            thread.start();
        }
        rate.await();
        rate.print();
    }

    private static void poll(Map<String, Object> params, TopicPartition partition, ReadRate rate) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(params, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
                long count = 0;
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    count += record.serializedValueSize() == 100 ? 1 : 0;
                }
                rate.counted(count);
            }
        }
    }
}
