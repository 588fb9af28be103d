package io.sluice.state.memory;

import io.sluice.state.StateId;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which directory holds each partition of a state. Whoever opens a partition that was another's, who may not have noticed that
 * it is one no more, writes to a directory of its own below the partition's, and begins there with all that it found: so two
 * never write to the same files, and which of them counts is decided here, by whoever decides that a batch counts.
 *
 * <p>A partition that had one owner only has its files in its own directory, and needs no entry. The others are in the file
 * {@code owners} of the operator's directory, a {@link CheckedFile}: how many entries, and for each the number of the partition
 * and the name of the directory. An owner's directory holds the version that it began with and all later ones, so the file may
 * be replaced before the batch counts. Confined to one thread at a time.
 */
public final class StateOwners {
    private static final Logger LOG = LoggerFactory.getLogger(StateOwners.class);
    private static final String FILE = "owners";
    private static final int FORMAT = 1;

    /** The owner of a partition whose files are in its own directory. */
    public static final String FIRST = "";

    private final LogStorage operator;
    private final CheckedFile file;
    private final Map<Integer, String> owners = new HashMap<>();

    /** Reads who owns the partitions of a state in a checkpoint directory. */
    public StateOwners(LogStorage checkpoint, String operator) {
        this.operator = checkpoint.below("state").below(operator);
        this.file = new CheckedFile(this.operator, FILE, FORMAT);
        file.read(in -> {
            int count = in.getCount();
            for (int i = 0; i < count; i++) {
                owners.put((int) in.getUnsigned(), in.getString());
            }
        });
    }

    /** The name of an owner that there has not been. */
    public static String another() {
        return "owner-" + UUID.randomUUID();
    }

    /** Who owns a partition; {@link #FIRST} if it had one owner only. */
    public String owner(int partition) {
        return owners.getOrDefault(partition, FIRST);
    }

    /** The directory of whoever owns a partition. */
    public LogStorage storage(int partition) {
        return storage(partition, owner(partition));
    }

    /** The directory that an owner of a partition has. */
    public LogStorage storage(int partition, String owner) {
        return directory(operator, partition, owner);
    }

    /** The same for who knows of the owner from elsewhere. */
    public static LogStorage storage(StateId id, int partition, String owner) {
        return directory(LogStorages.at(id.checkpoint()).below("state").below(id.operator()), partition, owner);
    }

    private static LogStorage directory(LogStorage operator, int partition, String owner) {
        LogStorage own = operator.below(Integer.toString(partition));
        return owner.equals(FIRST) ? own : own.below(owner);
    }

    /** Has partitions owned by others from now on, durably; what those before them left is removed. */
    public void move(Map<Integer, String> to) {
        Map<Integer, String> changed = new HashMap<>(to);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(owner(entry.getKey())));
        if (changed.isEmpty()) {
            return;
        }
        owners.putAll(changed);
        file.write(out -> {
            out.putUnsigned(owners.size());
            owners.forEach((partition, owner) -> {
                out.putUnsigned(partition);
                out.putString(owner);
            });
        });
        changed.keySet().forEach(this::sweep);
    }

    /** Removes the files of all but the owner, which nobody asks for any more: also those of attempts that came to nothing. */
    private void sweep(int partition) {
        LogStorage own = operator.below(Integer.toString(partition));
        try {
            for (String entry : own.list()) {
                if (!entry.equals(owner(partition))) {
                    own.delete(entry);
                }
            }
        } catch (
                IOException
                        refused) { // someone who is an owner no more still writes: the next one to come sweeps again
            LOG.info("Files that nobody needs stay in {}", own.location(), refused);
        }
    }
}
