package io.sluice.streaming.kafka.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The parameters of consumers as the program gave them, with those changed that are not the program's to choose. */
public final class ConsumerParams {
    /** Spark's floor: with less, the window of a connection holds up large fetches. */
    private static final int LEAST_RECEIVE_BUFFER = 65_536;
    /** The window that the operating system finds fit, instead of the client's 64 KiB. */
    private static final int SYSTEMS_CHOICE = -1;
    /** What a fetch brings at most, if the heap is large; the client's 1 MiB is used up before the next one has come. */
    private static final long MOST_FETCH_BYTES = 4 << 20;

    private static final long LEAST_FETCH_BYTES = 1 << 20;
    /** A fetch is at most this part of the heap: there is one for each topic partition. */
    private static final int PART_OF_HEAP = 1_024;
    /** About what a fetch brings of small records: the client's 500 means many calls for one fetch. */
    private static final int POLL_RECORDS = 20_000;

    private static final Set<String> OF_GROUPS = Set.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);

    private ConsumerParams() {}

    /** Of the one consumer that finds out what there is: it never commits by itself. */
    public static Map<String, Object> driver(Map<String, Object> given) {
        Map<String, Object> params = new HashMap<>(given);
        params.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return params;
    }

    /**
     * Of consumers that read ranges: they belong to no group, and when an offset is gone they say so.
     *
     * @param name what brokers call the client, unique in the JVM
     */
    public static Map<String, Object> reader(Map<String, Object> given, String name) {
        Map<String, Object> params = driver(given);
        params.keySet().removeAll(OF_GROUPS);
        params.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        params.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        params.merge(CommonClientConfigs.CLIENT_ID_CONFIG, name, (own, ours) -> own + "-" + ours);
        params.merge(ConsumerConfig.RECEIVE_BUFFER_CONFIG, SYSTEMS_CHOICE, (own, ours) -> atLeast(own));
        params.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        params.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes());
        return params;
    }

    private static int fetchBytes() {
        long part = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        return (int) Math.max(LEAST_FETCH_BYTES, Math.min(MOST_FETCH_BYTES, part));
    }

    private static int atLeast(Object given) {
        int bytes = Integer.parseInt(given.toString().trim());
        return bytes < 0 ? bytes : Math.max(bytes, LEAST_RECEIVE_BUFFER);
    }

    /** Of the client that asks about topics and groups: how to reach the brokers, and nothing else. */
    public static Map<String, Object> admin(Map<String, Object> given) {
        Map<String, Object> params = new HashMap<>(given);
        params.keySet().retainAll(AdminClientConfig.configNames());
        params.computeIfPresent(CommonClientConfigs.CLIENT_ID_CONFIG, (key, own) -> own + "-admin");
        params.remove(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG);
        return params;
    }
}
