package io.sluice.streaming.kafka.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The parameters of producers that write where a stream's consumers read. */
public final class ProducerParams {
    private ProducerParams() {}

    /** How to reach the brokers, and that all replicas must have what is written. */
    public static Map<String, Object> ofConsumer(Map<String, Object> consumer) {
        Map<String, Object> params = new HashMap<>(consumer);
        params.keySet().retainAll(ProducerConfig.configNames());
        params.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
        params.remove(CommonClientConfigs.CLIENT_ID_CONFIG);
        params.put(ProducerConfig.ACKS_CONFIG, "all");
        return params;
    }
}
