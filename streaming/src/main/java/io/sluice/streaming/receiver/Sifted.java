package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block of records stored one by one, without those that do not serialise.
 *
 * @param rest a block of the others, in their order; none if there are none
 * @param lost how many do not serialise
 * @param first the number of the first of them in the block, from 0
 * @param why what is wrong with that one
 */
record Sifted<T>(Optional<RecordBlock<T>> rest, long lost, long first, StreamException why) {
    /** What is lost of a block, in words. */
    String told(Block<T> block) {
        return "%d of %d records of %s were not stored, the first of them record %d: %s"
                .formatted(lost, block.records(), block.id(), first, why.problem());
    }

    /** Tries each record by itself; for a block of which at least one fails. */
    static <T> Sifted<T> of(RecordBlock<T> block) {
        List<Object> good = new ArrayList<>();
        long number = 0;
        long first = -1;
        StreamException why = null;
        for (T record : block) {
            try {
                BlockFrames.encode(new RecordBlock<>(block.id(), List.<Object[]>of(new Object[] {record}), 0));
                good.add(record);
            } catch (StreamException notSerializable) {
                first = why == null ? number : first;
                why = why == null ? notSerializable : why;
            }
            number++;
        }
        long bytes = block.bytes() * good.size() / Math.max(1, number);
        Optional<RecordBlock<T>> rest = good.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordBlock<>(block.id(), List.<Object[]>of(good.toArray()), bytes));
        return new Sifted<>(rest, number - good.size(), first, why);
    }
}
