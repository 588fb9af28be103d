package io.sluice.streaming.kafka.sink;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The program's serializer, which lets the bytes of a token pass, so that one producer can send both.
 */
final class BesideTokens implements Serializer<Object> {
    /** The key or the value of a token, by its bytes. */
    @FunctionalInterface
    interface Raw {
        byte[] bytes();
    }

    private final Serializer<Object> own;

    private BesideTokens(Serializer<Object> own) {
        this.own = own;
    }

    /**
     * As a producer would find it.
     *
     * @param parameter {@code key.serializer} or {@code value.serializer}
     * @param params in which there is a serializer, its class or the name of that
     */
    @SuppressWarnings("unchecked") // the program vouches for its serializers
    static BesideTokens of(String parameter, Map<String, Object> params) {
        Object named = params.get(parameter);
        if (named instanceof Serializer<?> serializer) {
            return new BesideTokens((Serializer<Object>) serializer);
        }
        try {
            Serializer<Object> serializer = named instanceof Class<?> type
                    ? (Serializer<Object>) Utils.newInstance(type.asSubclass(Serializer.class))
                    : (Serializer<Object>) Utils.newInstance(String.valueOf(named), Serializer.class);
            serializer.configure(params, parameter.startsWith("key"));
            return new BesideTokens(serializer);
        } catch (ClassNotFoundException | ClassCastException noSerializer) {
            throw new ConfigException(parameter, named, "is no serializer that can be found: " + noSerializer);
        }
    }

    @Override
    public byte[] serialize(String topic, Object data) {
        return data instanceof Raw raw ? raw.bytes() : own.serialize(topic, data);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Object data) {
        return data instanceof Raw raw ? raw.bytes() : own.serialize(topic, headers, data);
    }

    @Override
    public void close() {
        own.close();
    }
}
