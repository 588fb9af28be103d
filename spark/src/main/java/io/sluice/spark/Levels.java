package io.sluice.spark;

import org.apache.spark.storage.StorageLevel;

/** Storage levels, which are Spark's under another name. */
final class Levels {
    private Levels() {}

    static StorageLevel of(io.sluice.StorageLevel level) {
        return StorageLevel.apply(
                level.useDisk(), level.useMemory(), level.useOffHeap(), level.deserialized(), level.replication());
    }
}
