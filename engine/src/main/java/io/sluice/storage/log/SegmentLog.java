package io.sluice.storage.log;

import static java.util.Objects.requireNonNull;

import io.sluice.error.StreamException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sequence of frames on a {@link LogStorage} that grows at its end, in segments, of which the oldest can be dropped. The
 * bytes are those of {@link SegmentFormat}. A frame is durable when a {@link #force} that began after its {@link #append} has
 * returned. Threads that force at the same time share one fsync (group commit): one of them leads, and forces for all
 * that were appended before it began; frames are appended meanwhile.
 *
 * <p>A segment is forced before the next one begins, so a crash can leave only the end of the last one half written. That is
 * cut off when the log is opened; all other damage is {@code CHECKPOINT_CORRUPT}, and nothing is read past it. After a write
 * or a force failed, the log refuses everything: a system whose fsync failed may have dropped the bytes, and the next fsync
 * would not say so. Thread-safe; that a directory has one log only is up to its owner, who holds {@link LogStorage#lock}.
 */
public final class SegmentLog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

    private final LogStorage storage;
    private final SegmentDirectory directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noForceOnItsWay = lock.newCondition();

    // guarded by lock; while a thread forces the open segment, others may append to it and not take it away
    private final OpenSegment open;
    private final NavigableMap<Long, Long> endedSegments = new TreeMap<>();
    private Optional<Cut> cut = Optional.empty();
    private boolean rollRequested;
    private long appended; // bytes since the log was opened
    private long forced; // how many of them are durable
    private boolean forcing;
    private StreamException failure;
    private boolean closed;

    private SegmentLog(LogStorage storage, SegmentSettings settings) {
        this.storage = requireNonNull(storage, "storage");
        this.directory = new SegmentDirectory(storage);
        this.open = new OpenSegment(storage, settings);
    }

    // ---- opening

    /** {@link #open(LogStorage, SegmentSettings, FrameVisitor)}, which verifies the frames and shows them to nobody. */
    public static SegmentLog open(LogStorage directory, SegmentSettings settings) {
        return open(directory, settings, (position, content) -> {});
    }

    /**
     * Opens the log in a directory, or begins one; nothing is written before the first append. Every frame is verified and
     * shown. What is half written at the end is cut off, see {@link #cut}.
     *
     * @throws StreamException {@code CHECKPOINT_CORRUPT} if there is any other damage; {@code CHECKPOINT_TOO_NEW}; {@code
     *     CHECKPOINT_FAILED} or {@code DISK_FULL} if the storage refuses
     */
    public static SegmentLog open(LogStorage directory, SegmentSettings settings, FrameVisitor visitor) {
        SegmentLog log = new SegmentLog(directory, settings);
        SegmentDirectory files = log.directory;
        List<Long> segments = files.segments();
        for (int i = 0; i < segments.size(); i++) {
            boolean isLast = i == segments.size() - 1;
            if (isLast) {
                log.settle(segments.get(i));
            }
            SegmentReader.Ending ending = files.read(segments.get(i), Long.MAX_VALUE, visitor);
            if (ending.kind() == SegmentReader.Kind.DAMAGED || (ending.kind() == SegmentReader.Kind.TORN && !isLast)) {
                throw files.corrupt(segments.get(i), ending);
            }
            if (isLast) {
                log.continueWith(segments.get(i), ending);
            } else {
                log.endedSegments.put(segments.get(i), ending.length());
            }
        }
        return log;
    }

    private void settle(long last) {
        try {
            storage.settle(SegmentFormat.name(last));
        } catch (IOException refused) {
            throw LogErrors.reading(directory.path(last), refused);
        }
    }

    private void continueWith(long last, SegmentReader.Ending ending) {
        open.startAt(last);
        String name = SegmentFormat.name(last);
        try {
            if (ending.kind() == SegmentReader.Kind.TORN) {
                if (ending.offset() == 0) {
                    storage.delete(name);
                } else {
                    storage.truncate(name, ending.offset());
                }
                cut = Optional.of(directory.cut(last, ending)).filter(tail -> tail.bytes() > 0);
            }
            if (ending.offset() > 0) {
                open.reopen(ending.offset());
            }
        } catch (IOException refused) {
            throw LogErrors.writing(directory.path(last), refused);
        }
    }

    /** What was half written at the end when the log was opened, and is gone. */
    public Optional<Cut> cut() {
        return cut;
    }

    /** Whether a file of that name is a segment of a log. */
    public static boolean isSegment(String file) {
        return SegmentFormat.number(file).isPresent();
    }

    /** Checks a log without changing it; shows the frames that are right, of each segment up to the first damage. */
    public static Findings scan(LogStorage directory, FrameVisitor visitor) {
        return new SegmentDirectory(directory).scan(visitor);
    }

    /**
     * Shows the frames of a log to which someone else may be writing, and changes nothing. What is half written at the end is
     * passed over.
     *
     * @throws StreamException {@code CHECKPOINT_CORRUPT}, {@code CHECKPOINT_TOO_NEW} or {@code CHECKPOINT_FAILED}; where the
     *     owner drops segments meanwhile, the next look is the one to believe
     */
    public static void look(LogStorage directory, FrameVisitor visitor) {
        Findings findings = scan(directory, visitor);
        if (!findings.damage().isEmpty()) {
            throw findings.damage().get(0);
        }
    }

    // ---- appending

    /**
     * Adds a frame, which is not durable yet.
     *
     * @param content the parts of the frame, taken up to their limits
     * @throws StreamException {@code DISK_FULL} or {@code CHECKPOINT_FAILED}; the frame and all that was not forced may be lost
     */
    public Position append(ByteBuffer... content) {
        int length = length(content);
        int check = SegmentFormat.contentCheck(content);
        lock.lock();
        try {
            requireUsable();
            makeRoom(SegmentFormat.FRAME_BYTES + (long) length);
            Position position = new Position(open.number(), open.end());
            open.put(length, check, content);
            appended += SegmentFormat.FRAME_BYTES + (long) length;
            return position;
        } catch (IOException refused) {
            throw fail(refused);
        } finally {
            lock.unlock();
        }
    }

    private static int length(ByteBuffer... content) {
        long length = 0;
        for (ByteBuffer part : content) {
            length += part.remaining();
        }
        if (length > SegmentFormat.MOST_CONTENT) {
            throw new IllegalArgumentException(
                    "a frame has at most %d bytes, got %d".formatted(SegmentFormat.MOST_CONTENT, length));
        }
        return (int) length;
    }

    /** Sees to it that the open segment has room for the frame. */
    private void makeRoom(long frame) throws IOException {
        while (forcing && !fits(frame)) {
            awaitFile();
            requireUsable();
        }
        if (fits(frame)) {
            return;
        }
        if (open.hasFile()) {
            long ended = open.number();
            long length = open.end();
            open.next();
            forced = appended;
            endedSegments.put(ended, length);
        } else {
            open.begin();
        }
        rollRequested = false;
    }

    private boolean fits(long frame) {
        return !rollRequested && open.fits(frame);
    }

    /**
     * Returns when everything appended before the call is durable.
     *
     * @throws StreamException {@code DISK_FULL} or {@code CHECKPOINT_FAILED} if that cannot be had
     */
    public void force() {
        lock.lock();
        try {
            requireUsable();
            long wanted = appended;
            while (forced < wanted && forcing) {
                noForceOnItsWay.awaitUninterruptibly();
            }
            if (forced < wanted) {
                requireUsable();
                leadForce();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forces for everybody who waits; the lock is free meanwhile. */
    private void leadForce() {
        IOException refused = null;
        long covered = appended;
        try {
            open.write();
            forcing = true;
            lock.unlock();
            try {
                open.force();
            } finally {
                lock.lock();
                forcing = false;
                noForceOnItsWay.signalAll();
            }
        } catch (IOException e) {
            refused = e;
        }
        if (refused != null) {
            throw fail(refused);
        }
        forced = Math.max(forced, covered);
    }

    private void awaitFile() {
        while (forcing) {
            noForceOnItsWay.awaitUninterruptibly();
        }
    }

    private StreamException fail(IOException refused) {
        failure = LogErrors.writing(directory.path(open.number()), refused);
        return failure;
    }

    private void requireUsable() {
        if (closed) {
            throw new IllegalStateException("the log in '%s' is closed".formatted(storage.location()));
        }
        if (failure != null) {
            throw LogErrors.refused(storage.location(), failure);
        }
    }

    // ---- reading

    /** Shows all frames that were appended before the call. */
    public void replay(FrameVisitor visitor) {
        List<Long> before;
        long last;
        long until;
        lock.lock();
        try {
            flushForReaders();
            before = List.copyOf(endedSegments.keySet());
            last = open.number();
            until = open.end();
        } finally {
            lock.unlock();
        }
        for (long ended : before) {
            replay(ended, Long.MAX_VALUE, visitor);
        }
        if (until > 0) {
            replay(last, until, visitor);
        }
    }

    private void replay(long number, long until, FrameVisitor visitor) {
        SegmentReader.Ending ending = directory.read(number, until, visitor);
        if (ending.kind() != SegmentReader.Kind.WHOLE) {
            throw directory.corrupt(number, ending);
        }
    }

    /**
     * The content of a frame; on the heap, with nothing before or behind it.
     *
     * @throws StreamException {@code CHECKPOINT_CORRUPT} if what stands there is not what was appended; {@code
     *     CHECKPOINT_FAILED} if it cannot be read, for example because it was dropped
     */
    public ByteBuffer read(Position position) {
        lock.lock();
        try {
            boolean isOpen = position.segment() == open.number();
            if (position.segment() > open.number() || (isOpen && position.offset() >= open.end())) {
                throw new IllegalArgumentException("there is no frame at %s of '%s', which ends at segment %d, byte %d"
                        .formatted(position, storage.location(), open.number(), open.end()));
            }
            if (isOpen && open.isBuffered(position.offset())) {
                flushForReaders();
            }
        } finally {
            lock.unlock();
        }
        return directory.read(position);
    }

    /** {@link #read(Position)} of a log that is not open here, and perhaps elsewhere; of a frame that was forced. */
    public static ByteBuffer read(LogStorage directory, Position position) {
        return new SegmentDirectory(directory).read(position);
    }

    private void flushForReaders() {
        requireUsable();
        try {
            open.write();
        } catch (IOException refused) {
            throw fail(refused);
        }
    }

    // ---- dropping

    /** Drops that frame and all behind it; durable, and so is what stands before it, when the call returns. */
    public void truncate(Position from) {
        lock.lock();
        try {
            awaitFile();
            flushForReaders();
            boolean hasFile = open.hasFile() || endedSegments.containsKey(from.segment());
            long length = from.segment() == open.number() ? open.end() : endedSegments.getOrDefault(from.segment(), 0L);
            if (!hasFile || from.offset() < SegmentFormat.HEADER_BYTES || from.offset() > length) {
                throw new IllegalArgumentException(
                        "there is nothing to cut at %s of '%s'".formatted(from, storage.location()));
            }
            truncateUnderLock(from);
        } catch (IOException refused) {
            throw fail(refused);
        } finally {
            lock.unlock();
        }
    }

    /** From the end backwards, so that a crash on the way leaves no gap. */
    private void truncateUnderLock(Position from) throws IOException {
        open.letGo();
        while (open.number() > from.segment()) {
            open.deleteBack();
            endedSegments.remove(open.number());
        }
        open.truncate(from.offset());
        rollRequested = false;
        forced = appended;
    }

    /** The next frame begins a new segment. */
    public void roll() {
        lock.lock();
        try {
            requireUsable();
            rollRequested = open.end() > SegmentFormat.HEADER_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the segments with smaller numbers, though never the one that is being written. */
    public void dropBefore(long number) {
        lock.lock();
        try {
            requireUsable();
            while (!endedSegments.isEmpty() && endedSegments.firstKey() < number) {
                storage.delete(SegmentFormat.name(endedSegments.firstKey()));
                endedSegments.pollFirstEntry();
            }
        } catch (IOException refused) {
            throw fail(refused);
        } finally {
            lock.unlock();
        }
    }

    // ---- what it is

    /** The size of all segments, what is not written yet included. */
    public long bytes() {
        lock.lock();
        try {
            return open.end()
                    + endedSegments.values().stream().mapToLong(Long::longValue).sum();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the segment that the next frame goes to, unless that becomes full. */
    public long segment() {
        lock.lock();
        try {
            return rollRequested ? open.number() + 1 : open.number();
        } finally {
            lock.unlock();
        }
    }

    /** Where the next frame will be, unless it begins a new segment: behind all frames. */
    public Position end() {
        lock.lock();
        try {
            return new Position(open.number(), Math.max(open.end(), SegmentFormat.HEADER_BYTES));
        } finally {
            lock.unlock();
        }
    }

    /** Forces what was appended, if nothing failed before, and gives the file back. Idempotent; never throws. */
    @Override
    public void close() {
        lock.lock();
        try {
            awaitFile();
            if (!closed && open.hasFile()) {
                closeFile();
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void closeFile() {
        try {
            if (failure == null && forced < appended) {
                open.write();
                open.force();
                forced = appended;
            }
        } catch (IOException refused) {
            LOG.warn("The end of the log in '{}' may be lost", storage.location(), refused);
        }
        try {
            open.letGo();
        } catch (IOException refused) {
            LOG.warn("The end of the log in '{}' may be lost", storage.location(), refused);
        }
    }
}
