package io.sluice.state.memory;

import io.sluice.state.StatePartition;
import io.sluice.state.codec.ClassShape;
import io.sluice.state.codec.StateDecoder;
import io.sluice.state.codec.StateEncoder;
import io.sluice.state.codec.StateInput;
import io.sluice.state.codec.StateOutput;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.Position;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The versions of one partition on the disk: a {@link SegmentLog}, to which each batch that changed something appends its
 * version, in one frame, or several if it is large. A frame is a {@link FrameHead}, the classes that are new in it (how many,
 * then each {@link ClassShape}), and the entries that changed, as {@link EntryWriter} writes them.
 *
 * <p>With them goes a slice of a rolling snapshot: half as many entries as changed, in the order of their numbers. A rotation
 * begins with a new segment, in which classes are described anew; when it has gone through the table, and its last version
 * counts, nothing before its first segment is needed. So the log stays in proportion to the table, a batch costs in proportion
 * to what it changed, and there is no batch that pays for all. Reading replays the frames from the first rotation that is
 * there, up to the version wanted.
 *
 * <p>A log that is inherited is only read, as its owner before may still write to it: what it holds at the version wanted is
 * written to the own one, as a rotation of one version, before the first batch writes to it. Confined, but for {@link #force}.
 */
final class StateLog implements AutoCloseable {
    /** A frame ends when it has grown to this: a large version is not to be in memory twice. */
    private static final int FRAME_BYTES = 1 << 20;

    /** A rotation is not worth its files before the log has grown by so much. */
    private static final long REST_BYTES = 512 << 10;

    private static final int LEAST_SLICE = 8;

    private final String name;
    private final LogStorage storage;
    private Optional<LogStorage> inherited;
    private final ClassLoader loader;
    private final KnownClasses classes;
    private final StateOutput head = new StateOutput(256);
    private final StateOutput body = new StateOutput(1 << 12);
    private final StateEncoder encoder = new StateEncoder();
    private final EntryWriter entries = new EntryWriter(encoder, body);

    private volatile SegmentLog log; // null until it is read, and when it is closed
    private Rotation rotation = Rotation.NONE;

    /** What undoing the latest version goes back to. */
    private Rotation rotationBefore = Rotation.NONE;

    private int describedBefore;
    private Position latest;

    private int described;
    private boolean fresh;
    private long keys;

    /** Whether there is a frame. The first version writes one in any case, so that files that are gone are missed. */
    private boolean begun;

    private long written = StatePartition.EMPTY;
    private long writtenBefore = StatePartition.EMPTY;

    /**
     * How far the rolling snapshot has come. Immutable.
     *
     * @param segment where the running rotation began, or the one that is over; -1 if there is none
     * @param cursor the next entry; -1 if the rotation is over
     * @param oldest the first segment of the latest rotation that was over, and that counts
     * @param bytes what was written since it began
     */
    private record Rotation(long segment, int cursor, long oldest, long bytes) {
        static final Rotation NONE = new Rotation(-1, -1, 0, 0);

        boolean isOver() {
            return segment >= 0 && cursor < 0;
        }

        /** The first segment that is needed once the latest version counts. */
        long needed() {
            return isOver() ? segment : oldest;
        }
    }

    StateLog(String name, LogStorage storage, Optional<LogStorage> inherited, ClassLoader loader) {
        this.name = name;
        this.storage = storage;
        this.inherited = inherited;
        this.loader = loader;
        this.classes = new KnownClasses(storage);
    }

    // ---- reading

    /** Reads a version into an empty table; what was written after it is cut off. */
    void load(long from, EntryTable table) {
        force(); // a log that has failed may show what is not on the disk
        close();
        if (inherited.isPresent()) {
            inherit(inherited.get(), from, table);
            inherited = Optional.empty();
            return;
        }
        Replay replay = new Replay(from, table, loader);
        open(replay);
        replay.requireWhole(name, storage);
        classes.load();
        begun = replay.found();
        if (!begun) {
            classes.keepOnly(encoder); // of a state that was given up, if any
        }
        written = begun ? replay.version : StatePartition.EMPTY;
        writtenBefore = written;
        rotation = new Rotation(-1, -1, replay.oldest, 0);
        rotationBefore = rotation;
    }

    private void open(Replay replay) {
        log = SegmentLog.open(storage, SegmentSettings.DEFAULT, replay::visit);
        if (replay.cutAt != null) {
            log.truncate(replay.cutAt);
        }
        latest = null;
        encoder.forget(0);
        described = 0;
    }

    private void inherit(LogStorage theirs, long from, EntryTable table) {
        Replay found = read(name, theirs, loader, from, table);
        open(new Replay(Long.MIN_VALUE, new EntryTable(), loader)); // nothing counts of an attempt that failed half way
        begun = found.found();
        written = begun ? found.version : StatePartition.EMPTY;
        writtenBefore = written;
        rotation = Rotation.NONE;
        if (begun) {
            writeAll(written, table);
        }
        rotationBefore = rotation;
        latest = null;
    }

    private void writeAll(long version, EntryTable table) {
        keys = table.size();
        fresh = true;
        rotation = new Rotation(log.segment(), -1, log.segment(), 0);
        for (int entry = 0; entry < table.end(); entry++) {
            Page page = table.page(entry);
            int at = entry & Page.MASK;
            if (page.exists(at)) {
                entries.put(page, at, version);
                appendIfLarge(version);
            }
        }
        append(version, true);
        rotation = new Rotation(rotation.segment(), -1, rotation.oldest(), 0);
    }

    /** Reads a version of a log into an empty table, and changes nothing; its owner may write to it meanwhile. */
    static Replay read(String name, LogStorage storage, ClassLoader loader, long version, EntryTable table) {
        Replay replay = new Replay(version, table, loader);
        SegmentLog.look(storage, replay::visit);
        replay.requireWhole(name, storage);
        return replay;
    }

    /** Puts what frames hold into a table, up to a version. */
    static final class Replay {
        private final long from;
        private final StateInput in = new StateInput();
        private final StateDecoder decoder;
        private final EntryReader reader;
        private Position cutAt;
        private long firstRead = -1;
        private long oldest;
        private long version = Long.MIN_VALUE;
        private boolean whole = true;

        Replay(long from, EntryTable table, ClassLoader loader) {
            this.from = from;
            this.decoder = new StateDecoder(loader);
            this.reader = new EntryReader(decoder, in, table);
        }

        void visit(Position position, ByteBuffer content) throws IOException {
            in.over(content);
            FrameHead frame = FrameHead.read(in);
            if (cutAt != null || frame.version() > from) {
                cutAt = cutAt == null ? position : cutAt;
                return;
            }
            if (frame.version() < version || (frame.version() == version && whole)) {
                throw new IOException("version %d follows version %d".formatted(frame.version(), version));
            }
            version = frame.version();
            whole = frame.last();
            oldest = frame.oldest();
            if (frame.fresh()) {
                decoder.forget(0);
                firstRead = firstRead < 0 ? position.segment() : firstRead;
            }
            if (firstRead >= 0) { // what is before is left over from a rotation that is being dropped
                int count = in.getCount();
                for (int i = 0; i < count; i++) {
                    decoder.describe(ClassShape.read(in));
                }
                reader.readAll(version);
            }
        }

        boolean found() {
            return version != Long.MIN_VALUE;
        }

        void requireWhole(String name, LogStorage storage) {
            boolean none = !found();
            boolean dropped = none ? from != StatePartition.EMPTY : firstRead < 0 || firstRead > oldest;
            if (!whole || dropped) {
                throw StateErrors.incomplete(name, storage.location(), from);
            }
        }
    }

    // ---- writing

    /** The latest version that there is a frame of. */
    long latest() {
        return written;
    }

    /** Writes what the table's batch changed; durable after {@link #force}. */
    void write(long version, EntryTable table) {
        latest = null;
        writtenBefore = written;
        rotationBefore = rotation;
        describedBefore = described;
        if (table.undo().size() == 0 && begun) {
            return;
        }
        keys = table.size();
        try {
            beginRotationIfDue();
            writeChanges(version, table);
            writeSlice(version, table);
            append(version, true);
            begun = true;
            written = version;
        } catch (RuntimeException | Error failed) {
            undoAfter(failed);
            throw failed;
        } finally {
            body.cutTo(0);
        }
    }

    /** Returns when what was written before the call is durable. */
    void force() {
        SegmentLog open = log;
        if (open != null) {
            open.force();
        }
    }

    private void beginRotationIfDue() {
        fresh = rotation.segment() < 0 || (rotation.isOver() && rotation.bytes() > REST_BYTES);
        if (fresh) {
            log.roll();
            encoder.forget(0);
            described = 0;
            rotation = new Rotation(log.segment(), 0, rotation.oldest(), 0);
        }
    }

    private void writeChanges(long version, EntryTable table) {
        table.forEachChange((page, at) -> {
            if (page.exists(at)) {
                entries.put(page, at, version);
            } else {
                entries.remove(page, at);
            }
            appendIfLarge(version);
        });
    }

    private void writeSlice(long version, EntryTable table) {
        int cursor = rotation.cursor();
        if (cursor < 0) {
            return;
        }
        int budget = Math.max(LEAST_SLICE, table.undo().size() / 2);
        for (; cursor < table.end() && budget > 0; cursor++) {
            Page page = table.page(cursor);
            int at = cursor & Page.MASK;
            if (page.exists(at) && !page.isChanged(at)) {
                entries.put(page, at, version);
                appendIfLarge(version);
                budget--;
            }
        }
        boolean over = cursor >= table.end();
        rotation = new Rotation(rotation.segment(), over ? -1 : cursor, rotation.oldest(), rotation.bytes());
    }

    private void appendIfLarge(long version) {
        if (body.size() >= FRAME_BYTES) {
            append(version, false);
        }
    }

    private void append(long version, boolean last) {
        entries.end();
        head.cutTo(0);
        new FrameHead(fresh, last, version, rotation.needed(), keys).write(head);
        head.putUnsigned(encoder.described() - described);
        for (; described < encoder.described(); described++) {
            ClassShape shape = encoder.described(described);
            shape.write(head);
            classes.add(shape);
        }
        classes.save(); // before the frame: whoever finds a class in the log finds it there as well
        fresh = false;
        Position position = log.append(head.content(), body.content());
        latest = latest == null ? position : latest;
        rotation = new Rotation(
                rotation.segment(), rotation.cursor(), rotation.oldest(), rotation.bytes() + head.size() + body.size());
        body.cutTo(0);
    }

    /** The latest version counts: what is not needed any more is dropped. */
    void settle() {
        if (rotation.needed() > rotation.oldest()) {
            rotation = new Rotation(rotation.segment(), -1, rotation.segment(), rotation.bytes());
            log.dropBefore(rotation.oldest());
            classes.keepOnly(encoder);
            classes.save();
        }
        rotationBefore = rotation;
        latest = null;
    }

    private void undoAfter(Throwable failed) {
        try {
            undoLatest();
        } catch (RuntimeException refused) { // the log refuses everything after a failure, and says so the next time
            failed.addSuppressed(refused);
        }
    }

    /** Cuts off what the latest {@link #write} wrote. */
    void undoLatest() {
        entries.end();
        body.cutTo(0);
        if (latest != null) {
            log.truncate(latest);
            latest = null;
        }
        written = writtenBefore;
        begun = written != StatePartition.EMPTY;
        encoder.forget(fresh(rotation, rotationBefore) ? 0 : describedBefore);
        described = encoder.described();
        rotation = fresh(rotation, rotationBefore) ? afterLost(rotationBefore) : rotationBefore;
    }

    /** A rotation that began in what was cut off: the one before has its descriptions in a segment that is over. */
    private static boolean fresh(Rotation now, Rotation before) {
        return now.segment() != before.segment();
    }

    private static Rotation afterLost(Rotation before) {
        return new Rotation(-1, -1, before.oldest(), 0);
    }

    /** Where the rolling snapshot goes on: entries from here on may change their numbers. */
    int cursor() {
        return Math.max(0, rotation.cursor());
    }

    long bytes() {
        return log == null ? 0 : log.bytes();
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
            log = null;
        }
    }
}
