package io.sluice.streaming.kafka.direct;

import io.sluice.engine.Place;
import io.sluice.streaming.kafka.LocationStrategy;
import io.sluice.streaming.kafka.OffsetRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives each topic partition the executor that reads it, as many to each as to the others, give or take one. Each partition has
 * an order of executors of its own, made of their names: so the same question has the same answer, and when an executor comes or
 * goes, few partitions move besides those that must.
 */
final class Locations {
    private static final String ANYWHERE = "";
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int HIGH_BITS = 32;

    private Locations() {}

    /**
     * Where partitions are best read; nothing if there are no executors.
     *
     * @param brokers the hosts of the brokers that lead partitions, as far as they are known
     */
    static Map<TopicPartition, List<String>> of(
            List<OffsetRange> ranges,
            LocationStrategy strategy,
            Map<TopicPartition, String> brokers,
            List<Place> executors) {
        if (executors.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Place>> onHost = executors.stream().collect(Collectors.groupingBy(Place::host));
        Map<TopicPartition, String> hosts = hosts(strategy, brokers);
        Map<String, TreeSet<TopicPartition>> wanted = new HashMap<>();
        for (OffsetRange range : ranges) {
            String host = hosts.getOrDefault(range.topicPartition(), ANYWHERE);
            wanted.computeIfAbsent(
                            onHost.containsKey(host) ? host : ANYWHERE, some -> new TreeSet<>(PartitionOrder.BY_TOPIC))
                    .add(range.topicPartition());
        }
        Map<TopicPartition, List<String>> locations = new HashMap<>();
        wanted.forEach((host, partitions) -> spread(partitions, onHost.getOrDefault(host, executors), locations));
        return locations;
    }

    private static Map<TopicPartition, String> hosts(LocationStrategy strategy, Map<TopicPartition, String> brokers) {
        if (strategy instanceof LocationStrategy.PreferFixed fixed) {
            return fixed.hosts();
        }
        return strategy instanceof LocationStrategy.PreferBrokers ? brokers : Map.of();
    }

    private static void spread(
            Collection<TopicPartition> partitions, List<Place> executors, Map<TopicPartition, List<String>> locations) {
        int most = (partitions.size() + executors.size() - 1) / executors.size();
        Map<Place, Integer> loads = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Place chosen = executors.stream()
                    .filter(executor -> loads.getOrDefault(executor, 0) < most)
                    .max(Comparator.<Place>comparingLong(executor -> rank(partition, executor))
                            .thenComparing(Place::location))
                    .orElseThrow();
            loads.merge(chosen, 1, Integer::sum);
            locations.put(partition, List.of(chosen.location()));
        }
    }

    /** The partition's order of executors: the highest comes first. */
    private static long rank(TopicPartition partition, Place executor) {
        long both =
                ((long) partition.hashCode() << HIGH_BITS) ^ executor.location().hashCode();
        long mixed = (both ^ (both >>> HIGH_BITS)) * SPREAD;
        return (mixed ^ (mixed >>> HIGH_BITS)) * SPREAD;
    }
}
