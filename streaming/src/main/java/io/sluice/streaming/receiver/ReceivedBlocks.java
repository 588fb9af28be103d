package io.sluice.streaming.receiver;

import io.sluice.lineage.PartitionedSource;
import io.sluice.streaming.source.BatchInput;
import java.util.List;

/** The blocks of a batch, each a partition. */
public record ReceivedBlocks<T>(List<Block<T>> blocks) implements BatchInput, PartitionedSource<T> {
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
