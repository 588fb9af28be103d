package io.sluice.streaming.kafka.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Turns the parameters that a program gave into those of each client. Stateless. */
public final class ProducerParams {
    /** The first of rests that double, up to {@code retry.backoff.max.ms}: a transaction is short against the usual 100. */
    private static final int FIRST_BACKOFF_MILLIS = 2;

    private static final int QUICK_MILLIS = 2_000;

    private static final List<String> SERIALIZERS =
            List.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private static final Set<String> NOT_OF_CONNECTIONS = Set.of(
            CommonClientConfigs.CLIENT_ID_CONFIG,
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);

    private ProducerParams() {}

    /** Refuses what would break the promise, as early as it can be known. */
    public static void check(Map<String, Object> given) {
        if (!given.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "the producer's parameters must have bootstrap.servers, got " + given.keySet());
        }
        if (given.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
            throw new IllegalArgumentException(
                    "transactional.id is made of the application's and the output's names; leave it out, and name those");
        }
        if ("false".equals(String.valueOf(given.get(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)))) {
            throw new IllegalArgumentException(
                    "enable.idempotence must not be false: what is sent again would be there twice, or out of order");
        }
        for (String serializer : SERIALIZERS) {
            if (!given.containsKey(serializer)) {
                throw new IllegalArgumentException(
                        "the producer's parameters must have %s, got %s".formatted(serializer, given.keySet()));
            }
        }
    }

    static Map<String, Object> producer(Map<String, Object> given) {
        Map<String, Object> params = new HashMap<>(given);
        params.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, FIRST_BACKOFF_MILLIS);
        params.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return params;
    }

    static Map<String, Object> transactional(Map<String, Object> given, String transactionalId) {
        Map<String, Object> params = producer(given);
        params.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        params.computeIfPresent(CommonClientConfigs.CLIENT_ID_CONFIG, (key, own) -> own + "-" + transactionalId);
        return params;
    }

    /** Without what the program says of its own records, such as how large they may be. */
    static Map<String, Object> plain(Map<String, Object> given) {
        Map<String, Object> params = admin(given);
        params.keySet().retainAll(ProducerConfig.configNames());
        return params;
    }

    static Map<String, Object> admin(Map<String, Object> given) {
        return connection(given, AdminClientConfig.configNames());
    }

    /** For a question that may remain without an answer. */
    static Map<String, Object> quickAdmin(Map<String, Object> given) {
        Map<String, Object> params = admin(given);
        params.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, QUICK_MILLIS);
        params.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, QUICK_MILLIS);
        return params;
    }

    static Map<String, Object> reader(Map<String, Object> given) {
        Map<String, Object> params = connection(given, ConsumerConfig.configNames());
        params.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        params.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return params;
    }

    private static Map<String, Object> connection(Map<String, Object> given, Set<String> known) {
        Map<String, Object> params = new HashMap<>(given);
        params.keySet().retainAll(known);
        params.keySet().removeAll(NOT_OF_CONNECTIONS);
        return params;
    }
}
