package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.TaskContext;
import io.sluice.streaming.kafka.record.Deserializers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** One partition of a topic whose values are their offsets. */
class ReadersTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final TaskContext task = new TaskContext(0, 0, Map.of(), () -> false);
    private final Polled consumer = new Polled();
    private int made;
    private final Readers<String, String> readers = new Readers<>(2, partition -> {
        made++;
        return new PartitionReader<>(
                consumer,
                Deserializers.of(Map.of(
                        "bootstrap.servers",
                        "localhost:1",
                        "key.deserializer",
                        StringDeserializer.class,
                        "value.deserializer",
                        StringDeserializer.class)),
                partition,
                Duration.ofSeconds(1));
    });

    /** Counts what would be requests to a broker. */
    private static final class Polled extends MockConsumer<String, String> {
        private int polls;

        Polled() {
            super("none");
        }

        @Override
        public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
            polls++;
            return super.poll(timeout);
        }
    }

    private void write(long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>("t", 0, offset, null, Long.toString(offset)));
        }
    }

    private List<String> read(PartitionReader<String, String> reader, long from, long until) throws Exception {
        List<String> values = new ArrayList<>();
        reader.begin(from);
        while (reader.hasNext(until, task)) {
            reader.drain(until, record -> values.add(record.value()), bad -> {});
        }
        return values;
    }

    private PartitionReader<String, String> firstRange() throws Exception {
        PartitionReader<String, String> reader = readers.take(PARTITION, 0);
        reader.begin(0);
        write(0);
        assertThat(read(reader, 0, 1)).containsExactly("0");
        return reader;
    }

    @Test
    void whatCameMeanwhileNeedNotBeFetchedByTheTask() throws Exception {
        readers.giveBack(firstRange());
        write(1, 2);

        readers.lookAhead();
        int polls = consumer.polls;

        assertThat(read(readers.take(PARTITION, 1), 1, 3)).containsExactly("1", "2");
        assertThat(consumer.polls).isEqualTo(polls);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void whatIsThereAlreadyIsKept() throws Exception {
        readers.giveBack(firstRange());
        write(1, 2);
        readers.lookAhead();
        write(3);

        readers.lookAhead();

        assertThat(read(readers.take(PARTITION, 1), 1, 4)).containsExactly("1", "2", "3");
    }

    @Test
    void aReaderThatATaskHasIsLeftAlone() throws Exception {
        PartitionReader<String, String> lent = firstRange();
        int polls = consumer.polls;

        readers.lookAhead();
        lent.lookAhead();

        assertThat(consumer.polls).isEqualTo(polls);
    }

    @Test
    void aFailureIsLeftToTheTask() throws Exception {
        readers.giveBack(firstRange());
        write(1);
        consumer.setPollException(new KafkaException("away"));

        readers.lookAhead();

        assertThat(read(readers.take(PARTITION, 1), 1, 2)).containsExactly("1");
    }

    @Test
    void aClosedReaderIsLeftAlone() throws Exception {
        PartitionReader<String, String> reader = firstRange();
        readers.close();
        readers.giveBack(reader);
        int polls = consumer.polls;

        reader.lookAhead();

        assertThat(consumer.closed()).isTrue();
        assertThat(consumer.polls).isEqualTo(polls);
    }
}
