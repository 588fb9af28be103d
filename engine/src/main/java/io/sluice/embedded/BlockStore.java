package io.sluice.embedded;

import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.lineage.Lineage;
import io.sluice.operator.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The partitions that persisted nodes keep. Thread-safe. */
final class BlockStore {
    private final Map<Integer, Map<Integer, List<Object>>> blocks = new ConcurrentHashMap<>();

    int count(int node) {
        return blocks.getOrDefault(node, Map.of()).size();
    }

    void remove(int node) {
        blocks.remove(node);
    }

    @SuppressWarnings("unchecked") // a node's blocks hold the node's records
    <T> Records<T> getOrCompute(
            Lineage<T> node, int partition, StorageLevel level, TaskContext task, Supplier<Records<T>> compute) {
        return () -> {
            Map<Integer, List<Object>> kept = blocks.computeIfAbsent(node.id(), id -> new ConcurrentHashMap<>());
            List<Object> block = kept.get(partition);
            if (block == null) {
                block = new ArrayList<>();
                compute.get().forEach(block::add);
                kept.put(partition, block);
            }
            return (java.util.Iterator<T>) block.iterator();
        };
    }
}
