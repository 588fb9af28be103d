package io.sluice.streaming.receiver;

import io.sluice.lineage.PartitionedSource;
import io.sluice.streaming.source.BatchInput;
import java.util.List;

/**
 * The blocks of a batch, each a partition.
 *
 * @param next the number of the first block that neither this batch has nor one before it
 */
public record ReceivedBlocks<T>(List<Block<T>> blocks, long next) implements BatchInput, PartitionedSource<T> {
    public ReceivedBlocks {
        blocks = List.copyOf(blocks);
    }

    @Override
    public List<Block<T>> partitions() {
        return blocks;
    }

    @Override
    public long records() {
        boolean known = blocks.stream().allMatch(block -> block.records() >= 0);
        return known ? blocks.stream().mapToLong(Block::records).sum() : -1;
    }

    @Override
    public String description() {
        return switch (blocks.size()) {
            case 0 -> "no blocks";
            case 1 -> blocks.get(0).id().toString();
            default ->
                "blocks %d to %s"
                        .formatted(
                                blocks.get(0).id().number(),
                                blocks.get(blocks.size() - 1).id().toString().substring("block ".length()));
        };
    }
}
