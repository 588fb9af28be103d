package io.sluice.torture.program;

import io.sluice.torture.disk.Moment;
import io.sluice.torture.disk.Step;
import io.sluice.torture.disk.TortureDisks;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sits in the producers of the sink, and notices that the token of a transaction is at the broker: the next thing that the producer
 * says is that the transaction is to be committed. Kafka makes it by its name.
 */
public final class CommitWatch implements ProducerInterceptor<Object, Object> {
    /** The parameter that says where the checkpoint is. */
    static final String CHECKPOINT = "torture.checkpoint";

    static final String LEDGER = "sluice-ledger";

    private String checkpoint;

    @Override
    public void configure(Map<String, ?> params) {
        checkpoint = params.get(CHECKPOINT).toString();
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
        if (failure == null && metadata.topic().equals(LEDGER)) {
            TortureDisks.disk(checkpoint).pass(Step.SINK_COMMIT, Moment.BEFORE);
        }
    }

    @Override
    public void close() {}
}
