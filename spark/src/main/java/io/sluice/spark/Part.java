package io.sluice.spark;

import java.util.List;
import org.apache.spark.Partition;

/**
 * A partition that stands on partitions of parents.
 *
 * @param parents in the order in which they are read
 */
record Part(int index, List<Partition> parents) implements Partition {
    Part {
        parents = List.copyOf(parents);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Part that && index == that.index;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
