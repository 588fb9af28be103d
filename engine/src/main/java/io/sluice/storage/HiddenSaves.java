package io.sluice.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hidden files of one save: {@code .NAME.sluice-PID-START-ID}, where it is written, the same with {@code .old} for what it
 * replaces, and with {@code .lock} for a file that the saving process holds a lock on. The lock ends with the process, so
 * whoever gets it knows that the save will not go on. Confined to the save.
 */
final class HiddenSaves implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HiddenSaves.class);
    private static final String MARK = ".sluice-";
    private static final String LOCK = ".lock";

    private final Path work;
    private final Path lockFile;
    private FileChannel lock;

    HiddenSaves(Path target) {
        this.work = target.resolveSibling(".%s%s%s%s".formatted(target.getFileName(), MARK, own(), UUID.randomUUID()));
        this.lockFile = beside(work, LOCK);
    }

    private static String own() {
        ProcessHandle process = ProcessHandle.current();
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return "%d-%d-".formatted(process.pid(), start);
    }

    /** Where the save is written. */
    Path work() {
        return work;
    }

    /** Where what it replaces waits for the end. */
    Path old() {
        return old(work);
    }

    private static Path old(Path work) {
        return beside(work, ".old");
    }

    private static Path beside(Path work, String suffix) {
        return work.resolveSibling(work.getFileName() + suffix);
    }

    /** Takes the lock; a file system without locks goes without, and its saves are not swept. */
    void lock() throws IOException {
        lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                LOG.debug("'{}' was locked by somebody else", lockFile);
            }
        } catch (IOException unsupported) {
            LOG.debug("'{}' cannot be locked", lockFile, unsupported);
        }
    }

    /** The save is over, and has removed what it wanted to. */
    @Override
    public void close() {
        if (lock != null) {
            try {
                Files.deleteIfExists(lockFile); // while it is held: nobody takes it for a dead one's
                lock.close();
                lock = null;
            } catch (IOException failed) {
                LOG.debug("'{}' stays behind", lockFile, failed);
            }
        }
    }

    /** Removes what saves of processes that died have left in a directory; what they were about to replace comes back. */
    static void sweep(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> locks = files.filter(HiddenSaves::isLockOfAnother).toList();
            locks.forEach(HiddenSaves::sweepIfDead);
        } catch (IOException unreadable) {
            LOG.debug("'{}' cannot be looked through for what was left behind", directory, unreadable);
        }
    }

    /** Of another process: to open a file that this one has locked, and close it again, would unlock it. */
    private static boolean isLockOfAnother(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".")
                && name.contains(MARK)
                && name.endsWith(LOCK)
                && !name.substring(name.lastIndexOf(MARK) + MARK.length()).startsWith(own());
    }

    private static void sweepIfDead(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                String name = lockFile.getFileName().toString();
                Path work = lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
                Path target = lockFile.resolveSibling(name.substring(1, name.lastIndexOf(MARK)));
                if (Files.isDirectory(old(work)) && Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
                    Directories.rename(old(work), target);
                }
                Directories.remove(old(work));
                Directories.remove(work);
                Files.deleteIfExists(lockFile);
                LOG.info("Removed what a save of '{}' had left behind when its process died", target);
            }
        } catch (IOException | OverlappingFileLockException notNow) {
            LOG.debug("'{}' is left as it is", lockFile, notNow);
        }
    }
}
