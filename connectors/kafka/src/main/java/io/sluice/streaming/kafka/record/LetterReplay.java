package io.sluice.streaming.kafka.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.client.ConsumerParams;
import io.sluice.streaming.kafka.client.ProducerParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters back to where they came from: the same bytes, headers and timestamp, to the same topic and partition. What was
 * written back is not written again: the file is removed, or the offsets are committed to the group {@code
 * sluice-replay-TOPIC}. If it is cut off in between, it is written back once more.
 */
public final class LetterReplay {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> params;

    /** @param params how to reach the brokers */
    public LetterReplay(Map<String, Object> params) {
        this.params = Map.copyOf(params);
    }

    /**
     * Writes back all letters that are there.
     *
     * @param from what {@code sluice.streaming.kafka.deadLetter} says
     * @return how many
     */
    public long replay(String from) {
        DeadLetterBox box = DeadLetterBox.parse(from, params);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                ProducerParams.ofConsumer(params), new ByteArraySerializer(), new ByteArraySerializer())) {
            return box instanceof LetterDirectory directory
                    ? files(Path.of(directory.path()), producer)
                    : topic(((LetterTopic) box).topic(), producer);
        } catch (KafkaException | ExecutionException failed) {
            throw ClientErrors.of("Dead letters of %s could not be written back".formatted(from), params, failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static long files(Path directory, KafkaProducer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        long count = 0;
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(LetterDirectory.SUFFIX))
                    .sorted()
                    .toList();
            for (Path file : files) {
                List<ProducerRecord<byte[], byte[]>> records =
                        LetterFile.read(file).stream().map(LetterReplay::record).toList();
                send(records, producer);
                Files.delete(file);
                count += records.size();
            }
        } catch (IOException failed) {
            throw new StreamException(
                    ErrorCode.INPUT_UNREADABLE,
                    "Dead letters in %s cannot be read: %s.".formatted(directory, failed),
                    "See that the directory is there, and may be read and written.",
                    failed);
        }
        return count;
    }

    private static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.timestamp() < 0 ? null : (Long) letter.timestamp(),
                letter.key(),
                letter.value(),
                letter.headers());
    }

    private long topic(String topic, KafkaProducer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        Map<String, Object> own = ConsumerParams.reader(params, "sluice-replay-" + topic);
        own.put(ConsumerConfig.GROUP_ID_CONFIG, "sluice-replay-" + topic);
        long count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> done = consumer.committed(partitions);
            consumer.beginningOffsets(partitions).forEach((partition, first) -> {
                OffsetAndMetadata committed = done.get(partition);
                consumer.seek(partition, committed == null ? first : Math.max(first, committed.offset()));
            });
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<TopicPartition> left = new HashSet<>(partitions);
            left.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
            while (!left.isEmpty()) {
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                consumer.poll(POLL).forEach(letter -> records.add(record(letter)));
                send(records, producer);
                count += records.size();
                consumer.commitSync();
                left.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
            }
        }
        return count;
    }

    private static ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> letter) {
        Map<String, String> ours = new HashMap<>();
        List<Header> headers = new ArrayList<>();
        for (Header header : letter.headers()) {
            if (header.key().startsWith(LetterTopic.PREFIX)) {
                ours.put(header.key().substring(LetterTopic.PREFIX.length()), new String(header.value(), UTF_8));
            } else {
                headers.add(header);
            }
        }
        if (!ours.keySet().containsAll(Set.of("topic", "partition", "timestamp"))) {
            throw new StreamException(
                    ErrorCode.KAFKA_BAD_RECORD,
                    "%s-%d offset %d is no dead letter: it does not say where it came from."
                            .formatted(letter.topic(), letter.partition(), letter.offset()),
                    "Name the topic that sluice.streaming.kafka.deadLetter names.");
        }
        long timestamp = Long.parseLong(ours.get("timestamp"));
        return new ProducerRecord<>(
                ours.get("topic"),
                Integer.valueOf(ours.get("partition")),
                timestamp < 0 ? null : (Long) timestamp,
                letter.key(),
                letter.value(),
                headers);
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records, KafkaProducer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        records.forEach(record -> sent.add(producer.send(record)));
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }
}
