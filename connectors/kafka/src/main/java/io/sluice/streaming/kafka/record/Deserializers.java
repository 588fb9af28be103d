package io.sluice.streaming.kafka.record;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The program's deserializers, around which a failure becomes part of the record: its bytes and the error stand in place
 * of the key or the value, and the records around it are not touched. A record that can be read costs two calls more and no
 * allocation. Confined to the thread that polls.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class Deserializers<K, V> implements AutoCloseable {
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private boolean failed;
    // the key of the record in hand: a value that fails needs its bytes
    private ByteBuffer keyBytes;
    private int keyStart;
    private int keyEnd;
    private boolean keyFailed;

    private Deserializers(Deserializer<K> keys, Deserializer<V> values) {
        this.keys = keys;
        this.values = values;
    }

    /**
     * Makes what {@code key.deserializer} and {@code value.deserializer} name.
     *
     * @throws org.apache.kafka.common.KafkaException if one cannot be made
     */
    @SuppressWarnings("unchecked") // what the program says they make
    public static <K, V> Deserializers<K, V> of(Map<String, Object> params) {
        ConsumerConfig config = new ConsumerConfig(params);
        Deserializer<K> keys =
                config.getConfiguredInstance(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, Deserializer.class);
        keys.configure(params, true);
        Deserializer<V> values =
                config.getConfiguredInstance(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, Deserializer.class);
        values.configure(params, false);
        return new Deserializers<>(keys, values);
    }

    /** What a deserializer left when it failed; the error is null if it was not tried, because the key had failed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Unreadable(byte[] bytes, byte[] keyBytes, RuntimeException error) {}

    /** For the consumer. */
    public Deserializer<K> keys() {
        return new Guard<>() {
            @Override
            K read(String topic, Headers headers, ByteBuffer bytes) {
                int start = bytes.position();
                keyBytes = bytes;
                keyStart = start;
                keyEnd = bytes.limit();
                keyFailed = false;
                try {
                    return keys.deserialize(topic, headers, bytes);
                } catch (RuntimeException refused) {
                    keyFailed = true;
                    return unreadable(new Unreadable(copy(bytes, start, keyEnd), null, refused));
                }
            }
        };
    }

    /** For the consumer. */
    public Deserializer<V> values() {
        return new Guard<>() {
            @Override
            V read(String topic, Headers headers, ByteBuffer bytes) {
                int start = bytes.position();
                int end = bytes.limit();
                if (keyFailed) {
                    return unreadable(new Unreadable(copy(bytes, start, end), null, null));
                }
                try {
                    return values.deserialize(topic, headers, bytes);
                } catch (RuntimeException refused) {
                    byte[] key = keyBytes == null ? null : copy(keyBytes, keyStart, keyEnd);
                    return unreadable(new Unreadable(copy(bytes, start, end), key, refused));
                }
            }
        };
    }

    private abstract static class Guard<T> implements Deserializer<T> {
        abstract T read(String topic, Headers headers, ByteBuffer bytes);

        @Override
        public T deserialize(String topic, Headers headers, ByteBuffer bytes) {
            return read(topic, headers, bytes);
        }

        @Override
        public T deserialize(String topic, byte[] bytes) {
            throw new UnsupportedOperationException("consumers hand over buffers");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // stands for a key or value until asked for
    private <T> T unreadable(Unreadable instead) {
        failed = true;
        return (T) instead;
    }

    /** Whether something has failed since this was asked last: if not, no record need be looked at. */
    public boolean takeFailed() {
        boolean any = failed;
        failed = false;
        return any;
    }

    /** What is wrong with a record; empty if it can be read. */
    public Optional<DeadLetter> letterOf(ConsumerRecord<K, V> record) {
        Object key = record.key();
        Object value = record.value();
        if (key instanceof Unreadable unreadable) {
            byte[] valueBytes = value instanceof Unreadable raw ? raw.bytes() : null;
            return Optional.of(DeadLetter.of(record, unreadable.bytes(), valueBytes, "key", unreadable.error()));
        }
        if (value instanceof Unreadable unreadable && unreadable.error() != null) {
            byte[] keyBytes = record.serializedKeySize() < 0 ? null : unreadable.keyBytes();
            return Optional.of(DeadLetter.of(record, keyBytes, unreadable.bytes(), "value", unreadable.error()));
        }
        return Optional.empty();
    }

    /**
     * The record with a value that was not tried, because of a key that failed and a null value right before it: without a
     * key of its own, its value could not know that the key had changed.
     */
    public ConsumerRecord<K, V> tried(ConsumerRecord<K, V> record) {
        if (!(record.value() instanceof Unreadable raw) || raw.error() != null || record.key() instanceof Unreadable) {
            return record;
        }
        keyFailed = false;
        keyBytes = null;
        V value = values().deserialize(record.topic(), record.headers(), ByteBuffer.wrap(raw.bytes()));
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                value,
                record.headers(),
                record.leaderEpoch());
    }

    @Override
    public void close() {
        keys.close();
        values.close();
    }

    private static byte[] copy(ByteBuffer bytes, int start, int end) {
        byte[] copy = new byte[end - start];
        bytes.duplicate().position(start).limit(end).get(copy);
        return copy;
    }
}
