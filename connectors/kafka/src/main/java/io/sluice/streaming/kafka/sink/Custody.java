package io.sluice.streaming.kafka.sink;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which writers of a program have the transactions of an output's partitions: what the program tells its tasks. Immutable.
 *
 * @param ownedAt the offset in the ledger of the record that says that the program has the output; -1 if there is none
 * @param holders the writer that wrote a partition last, by partition
 */
public record Custody(long ownedAt, HashMap<Integer, UUID> holders) implements Serializable {
    /** For outputs without transactions. */
    static final Custody NONE = new Custody(-1, Map.of());

    Custody(long ownedAt, Map<Integer, UUID> holders) {
        this(ownedAt, new HashMap<>(holders)); // one that serializes
    }

    /** Whether a writer is the one that wrote the partition last, so that its producers are good. */
    boolean isWith(UUID writer, int partition) {
        return writer.equals(holders.get(partition));
    }
}
