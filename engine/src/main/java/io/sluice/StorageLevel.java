package io.sluice;

import java.io.Serializable;

/**
 * Where the partitions of a persisted RDD are kept.
 *
 * @param useDisk whether a partition that leaves memory goes to a file, rather than being computed again
 * @param useMemory whether partitions are held in memory
 * @param useOffHeap accepted for Spark's sake; the embedded engine keeps such blocks on the heap
 * @param deserialized whether memory holds the objects themselves (quick) or their bytes (small)
 * @param replication how many machines keep a copy; one process has no second one, so the embedded engine keeps one
 */
public record StorageLevel(
        boolean useDisk, boolean useMemory, boolean useOffHeap, boolean deserialized, int replication)
        implements Serializable {
    public static final StorageLevel NONE = new StorageLevel(false, false, false, false, 1);
    public static final StorageLevel DISK_ONLY = new StorageLevel(true, false, false, false, 1);
    public static final StorageLevel DISK_ONLY_2 = DISK_ONLY.replicated(2);
    public static final StorageLevel DISK_ONLY_3 = DISK_ONLY.replicated(3);
    public static final StorageLevel MEMORY_ONLY = new StorageLevel(false, true, false, true, 1);
    public static final StorageLevel MEMORY_ONLY_2 = MEMORY_ONLY.replicated(2);
    public static final StorageLevel MEMORY_ONLY_SER = new StorageLevel(false, true, false, false, 1);
    public static final StorageLevel MEMORY_ONLY_SER_2 = MEMORY_ONLY_SER.replicated(2);
    public static final StorageLevel MEMORY_AND_DISK = new StorageLevel(true, true, false, true, 1);
    public static final StorageLevel MEMORY_AND_DISK_2 = MEMORY_AND_DISK.replicated(2);
    public static final StorageLevel MEMORY_AND_DISK_SER = new StorageLevel(true, true, false, false, 1);
    public static final StorageLevel MEMORY_AND_DISK_SER_2 = MEMORY_AND_DISK_SER.replicated(2);
    public static final StorageLevel OFF_HEAP = new StorageLevel(true, true, true, false, 1);

    public StorageLevel {
        if (replication < 1 || replication >= 40) {
            throw new IllegalArgumentException("replication must be from 1 to 39, got " + replication);
        }
        if (useOffHeap && deserialized) {
            throw new IllegalArgumentException("off-heap storage holds bytes: it cannot be deserialized");
        }
    }

    /** A level of one's own; the same as the constructor, under Spark's name. */
    public static StorageLevel create(
            boolean useDisk, boolean useMemory, boolean useOffHeap, boolean deserialized, int replication) {
        return new StorageLevel(useDisk, useMemory, useOffHeap, deserialized, replication);
    }

    /** Whether this level keeps anything at all. */
    public boolean isValid() {
        return useMemory || useDisk;
    }

    private StorageLevel replicated(int copies) {
        return new StorageLevel(useDisk, useMemory, useOffHeap, deserialized, copies);
    }

    /** What it keeps and where, in words, as {@code toDebugString} prints it. */
    public String description() {
        String where = useDisk && useMemory ? "Disk Memory" : useDisk ? "Disk" : useMemory ? "Memory" : "None";
        return "%s %s %dx Replicated".formatted(where, deserialized ? "Deserialized" : "Serialized", replication);
    }
}
