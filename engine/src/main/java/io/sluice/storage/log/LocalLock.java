package io.sluice.storage.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lock on a file, which ends with the process whatever its end. The operating system's lock holds off other processes only,
 * and POSIX has it vanish when any handle of this process on the file is closed; so one who asks within the process must be
 * refused before the file is opened. That is what the owner's mark is for: a file beside it, named by process id and start
 * time. Marks of processes that died are removed by the next owner.
 */
final class LocalLock implements Closeable {
    private final FileChannel channel;
    private final Path mark;
    private boolean closed;

    private LocalLock(FileChannel channel, Path mark) {
        this.channel = channel;
        this.mark = mark;
    }

    static LocalLock take(Path path) throws IOException {
        Path mark = markOf(path, ProcessHandle.current());
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException taken) {
            throw new LogStorage.AlreadyLockedException("'%s' is locked by this process".formatted(path));
        }
        boolean interrupted = Thread.interrupted(); // a channel closes itself under an interrupted thread
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new LogStorage.AlreadyLockedException(
                        "'%s' is locked by %s".formatted(path, ownersOf(path, mark)));
            }
            for (Path stale : marks(path, mark)) {
                Files.deleteIfExists(stale);
            }
            return new LocalLock(channel, mark);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            Files.deleteIfExists(mark);
            throw refused;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path markOf(Path path, ProcessHandle process) {
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return path.resolveSibling("%s.%d-%d".formatted(path.getFileName(), process.pid(), start));
    }

    private static List<Path> marks(Path path, Path own) throws IOException {
        String prefix = path.getFileName() + ".";
        try (Stream<Path> siblings = Files.list(path.getParent())) {
            return siblings.filter(file -> file.getFileName().toString().startsWith(prefix) && !file.equals(own))
                    .toList();
        }
    }

    private static String ownersOf(Path path, Path own) throws IOException {
        String owners = marks(path, own).stream()
                .map(mark -> mark.getFileName().toString())
                .map(name -> name.substring(name.lastIndexOf('.') + 1).replaceFirst("-.*", ""))
                .collect(Collectors.joining(" or "));
        return owners.isEmpty() ? "another process" : "process " + owners;
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            channel.close();
            Files.deleteIfExists(mark);
        }
    }
}
