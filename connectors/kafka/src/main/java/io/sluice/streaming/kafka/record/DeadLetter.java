package io.sluice.streaming.kafka.record;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that could not be read, with all that is needed to find out why, and to put it back.
 *
 * @param timestamp of the record, in milliseconds
 * @param key the bytes; null if there is none
 * @param value the bytes; null if there is none
 * @param part which of the two was refused, {@code key} or {@code value}
 * @param errorClass what the deserializer threw
 * @param errorMessage and what it said, perhaps nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        List<Header> headers,
        String part,
        String errorClass,
        String errorMessage) {
    public DeadLetter {
        headers = List.copyOf(headers);
    }

    static DeadLetter of(ConsumerRecord<?, ?> record, byte[] key, byte[] value, String part, RuntimeException error) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(headers::add);
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                key,
                value,
                headers,
                part,
                error.getClass().getName(),
                String.valueOf(error.getMessage()));
    }
}
