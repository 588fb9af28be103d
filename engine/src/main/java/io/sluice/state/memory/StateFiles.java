package io.sluice.state.memory;

import io.sluice.state.StatePartition;
import io.sluice.state.codec.ClassFit;
import io.sluice.state.codec.ClassShape;
import io.sluice.state.codec.StateInput;
import io.sluice.storage.StorageErrors;
import io.sluice.storage.log.Findings;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.Position;
import io.sluice.storage.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What state a checkpoint directory holds, read without changing anything. Stateless; what it reads should not be in use. */
public final class StateFiles {
    private final LogStorage checkpoint;
    private final LogStorage states;

    /** The states of a checkpoint directory. */
    public StateFiles(LogStorage checkpoint) {
        this.checkpoint = checkpoint;
        this.states = checkpoint.below("state");
    }

    /** The names of the operators that have state here, in their order. */
    public List<String> operators() {
        return list(states);
    }

    /** The partitions of an operator that have seen a batch. */
    public List<Integer> partitions(String operator) {
        return list(states.below(operator)).stream()
                .filter(name -> name.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    /** The classes of an operator's keys and values as they were when they were written, without reading what was. */
    public List<ClassShape> classes(String operator) {
        Set<ClassShape> shapes = new LinkedHashSet<>();
        StateOwners owners = new StateOwners(checkpoint, operator);
        for (int partition : partitions(operator)) {
            KnownClasses known = new KnownClasses(owners.storage(partition));
            known.load();
            shapes.addAll(known.shapes());
        }
        return List.copyOf(shapes);
    }

    /**
     * How the program's classes fit {@link #classes}.
     *
     * @param loader finds the program's classes
     */
    public List<ClassFit> fits(String operator, ClassLoader loader) {
        return classes(operator).stream()
                .map(shape -> ClassFit.of(shape, loader))
                .distinct()
                .toList();
    }

    /** Reads and verifies the log of a partition. */
    public Content content(String operator, int partition) {
        Heads heads = new Heads();
        LogStorage storage = storage(operator, partition);
        Findings findings = SegmentLog.scan(storage, heads::see);
        boolean whole = heads.keys < 0 || (heads.firstRead >= 0 && heads.firstRead <= heads.oldest);
        return new Content(storage.location(), heads.latest, heads.versions, Math.max(0, heads.keys), whole, findings);
    }

    /**
     * What a partition holds.
     *
     * @param location the directory
     * @param latest the latest version, in milliseconds; {@link StatePartition#EMPTY} if there is none
     * @param versions how many versions the log still tells apart
     * @param keys how many keys hold a value at the latest version
     * @param whole whether all segments are there that the latest version is read from
     * @param findings what is damaged
     */
    public record Content(String location, long latest, long versions, long keys, boolean whole, Findings findings) {}

    private LogStorage storage(String operator, int partition) {
        return new StateOwners(checkpoint, operator).storage(partition);
    }

    private static List<String> list(LogStorage storage) {
        try {
            return storage.list();
        } catch (IOException refused) {
            throw StorageErrors.reading(storage.location(), refused);
        }
    }

    private static final class Heads {
        private final StateInput in = new StateInput();
        private long latest = StatePartition.EMPTY;
        private long versions;
        private long keys = -1;
        private long oldest;
        private long firstRead = -1;

        void see(Position position, ByteBuffer content) throws IOException {
            FrameHead head = FrameHead.read(in.over(content));
            if (head.fresh() && firstRead < 0) {
                firstRead = position.segment();
            }
            versions += head.last() ? 1 : 0;
            latest = head.version();
            keys = head.keys();
            oldest = head.oldest();
        }
    }
}
