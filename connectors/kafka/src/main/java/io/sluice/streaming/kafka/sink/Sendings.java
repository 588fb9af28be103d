package io.sluice.streaming.kafka.sink;

import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.client.ClientErrors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What became of the records that a task sent: the first failure counts. Told by the producer's thread, asked by the task's. */
final class Sendings implements Callback {
    private final Token token;
    private final Map<String, Object> params;
    private volatile Failure first; // null while all goes well

    private record Failure(String topic, int partition, Exception thrown) {}

    Sendings(Token token, Map<String, Object> params) {
        this.token = token;
        this.params = params;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of the same
    void send(KafkaProducer<Object, Object> producer, ProducerRecord<Object, Object> record) {
        try {
            producer.send(record, this);
        } catch (KafkaException thrown) {
            fail(
                    record.topic(),
                    record.partition() == null ? RecordMetadata.UNKNOWN_PARTITION : record.partition(),
                    thrown);
            throw thrown;
        }
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception thrown) {
        if (thrown != null) {
            fail(metadata.topic(), metadata.partition(), thrown);
        }
    }

    private void fail(String topic, int partition, Exception thrown) {
        if (first == null) {
            first = new Failure(topic, partition, thrown);
        }
    }

    boolean allGood() {
        return first == null;
    }

    /** What kept a record from its topic; or else what a later step threw. */
    Exception cause(KafkaException later) {
        return first == null ? later : first.thrown();
    }

    /** The failure in words: of the first record that was not sent, or else of {@code later}. */
    StreamException failure(String doing, KafkaException later) {
        Failure failure = first;
        if (failure == null) {
            return ClientErrors.of("%s could not be %s".formatted(SinkErrors.words(token), doing), params, later);
        }
        Exception thrown = failure.thrown();
        String place = failure.partition() == RecordMetadata.UNKNOWN_PARTITION
                ? "topic '%s'".formatted(failure.topic())
                : failure.topic() + "-" + failure.partition();
        if (thrown instanceof RecordTooLargeException
                || thrown instanceof RecordBatchTooLargeException
                || thrown instanceof SerializationException
                || thrown instanceof InvalidTimestampException) {
            return SinkErrors.refused(token, place, thrown);
        }
        // a producer that knows nothing of a topic says the same of one that is not there and of brokers that are away
        Throwable telling = thrown instanceof TimeoutException ? missing(failure.topic(), thrown) : thrown;
        return ClientErrors.of(
                "%s could not be written to %s".formatted(SinkErrors.words(token), place), params, telling);
    }

    private Throwable missing(String topic, Exception timeout) {
        try (Admin admin = Admin.create(ProducerParams.quickAdmin(params))) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return timeout;
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof TimeoutException ? timeout : failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return timeout;
        }
    }
}
