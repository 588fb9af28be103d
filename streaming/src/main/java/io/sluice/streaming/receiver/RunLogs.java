package io.sluice.streaming.receiver;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.log.Findings;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.SegmentLog;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The logs of one receiver's runs on executors, at the driver: each run writes in a directory of its own, so that no two
 * processes ever write a file, even when one is thought dead and is not. Blocks have one row of numbers over all runs.
 *
 * <pre>
 * run-N/   a segment log, whose frames are those of {@link BlockFrames}
 * </pre>
 *
 * <p>What a program without a cluster has logged in the directory itself counts as run {@value #OWN}. Thread-safe.
 */
final class RunLogs<T> {
    /** The number of the run that needed no number. */
    static final long OWN = -1;

    private static final String RUN = "run-";

    private final String source;
    private final LogStorage storage;
    private final NavigableSet<Long> runs = new TreeSet<>();

    /** The logs below a directory. */
    RunLogs(String source, LogStorage storage) {
        this.source = source;
        this.storage = storage;
        try {
            for (String name : storage.list()) {
                if (name.startsWith(RUN)) {
                    runs.add(Long.parseLong(name.substring(RUN.length())));
                } else if (SegmentLog.isSegment(name)) {
                    runs.add(OWN);
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            throw failed(unreadable);
        }
    }

    /** A number that no run has had. */
    synchronized long nextRun() {
        return runs.isEmpty() ? 0 : Math.max(runs.last(), OWN) + 1;
    }

    /** A run begins to write, and where. */
    synchronized String begin(long run) {
        runs.add(run);
        return directory(run);
    }

    /** Where a run logs. */
    String directory(long run) {
        return at(run).location();
    }

    private LogStorage at(long run) {
        return run == OWN ? storage : storage.below(RUN + run);
    }

    /**
     * The blocks from a number on. If a number is there twice, a run had written the block when it was thought dead, and the
     * run after it counts.
     *
     * @throws StreamException {@code CHECKPOINT_CORRUPT}, also if the block before that number is not there
     */
    synchronized Collection<RemoteBlock<T>> blocksFrom(long number) {
        TreeMap<Long, RemoteBlock<T>> found = new TreeMap<>();
        long newest = -1;
        for (long run : runs) {
            newest = Math.max(newest, collect(run, number, found));
        }
        if (newest < number - 1) {
            throw ReceiverErrors.blocksGone(source, storage.location(), number - 1, newest);
        }
        return found.values();
    }

    /** The blocks of a run that has ended, from a number on. */
    synchronized Collection<RemoteBlock<T>> blocksOf(long run, long from) {
        TreeMap<Long, RemoteBlock<T>> found = new TreeMap<>();
        collect(run, from, found);
        return found.values();
    }

    private long collect(long run, long from, Map<Long, RemoteBlock<T>> found) {
        long[] newest = {-1};
        Findings findings = SegmentLog.scan(at(run), (position, frame) -> {
            long bytes = frame.remaining();
            BlockFrames.Head head = BlockFrames.head(frame);
            newest[0] = Math.max(newest[0], head.number());
            if (head.number() >= from) {
                BlockId id = new BlockId(source, head.number());
                LogPlace place = new LogPlace(() -> directory(run), position);
                found.put(head.number(), new RemoteBlock<>(id, head.records(), bytes, run, null, place));
            }
        });
        if (!findings.damage().isEmpty()) {
            throw findings.damage().get(0);
        }
        return newest[0];
    }

    /** Removes the logs of runs before one. */
    synchronized void dropBefore(long run) {
        for (long old : List.copyOf(runs.headSet(run))) {
            try {
                drop(old);
            } catch (IOException refused) {
                throw failed(refused);
            }
            runs.remove(old);
        }
    }

    private void drop(long run) throws IOException {
        if (run != OWN) {
            storage.delete(RUN + run);
            return;
        }
        for (String name : storage.list()) {
            if (SegmentLog.isSegment(name)) {
                storage.delete(name);
            }
        }
    }

    private StreamException failed(Exception cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_FAILED,
                "The log of received blocks in '%s' cannot be looked through, or cleaned up: %s."
                        .formatted(storage.location(), cause),
                "See to the rights and the disk of that directory, and that nothing else is in it.",
                cause);
    }
}
