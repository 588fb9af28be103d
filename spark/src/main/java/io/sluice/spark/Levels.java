package io.sluice.spark;

import org.apache.spark.storage.StorageLevel;

/** Storage levels, which are Spark's under another name. */
final class Levels {
    private Levels() {}

    static StorageLevel of(io.sluice.StorageLevel level) {
        return StorageLevel.apply(
                level.useDisk(), level.useMemory(), level.useOffHeap(), level.deserialized(), level.replication());
    }

    /** The same level, with two copies at least. */
    static StorageLevel twice(io.sluice.StorageLevel level) {
        return StorageLevel.apply(
                level.useDisk(),
                level.useMemory(),
                level.useOffHeap(),
                level.deserialized(),
                Math.max(2, level.replication()));
    }
}
