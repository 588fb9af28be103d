package io.sluice.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Making, renaming, syncing and removing directories. */
public final class Directories {
    private static final Logger LOG = LoggerFactory.getLogger(Directories.class);
    private static final int REMOVE_ATTEMPTS = 5;

    private Directories() {}

    /** Renames in one step; a file that has the new name already is replaced, a directory with files in it is not. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a directory, and those above it that are missing, durably. */
    public static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        List<Path> missing = new ArrayList<>(missingAbove(directory));
        missing.add(directory);
        for (Path made : missing) {
            try {
                Files.createDirectory(made);
            } catch (FileAlreadyExistsException someoneElseMadeIt) {
                if (!Files.isDirectory(made)) {
                    throw someoneElseMadeIt;
                }
            }
            sync(made.toAbsolutePath().getParent());
        }
    }

    /** Removes a file, or a directory with all that is in it; nothing if it is not there. */
    public static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            Files.walkFileTree(path, new Remover());
        }
    }

    /** Makes renames and new files in a directory durable. */
    public static void sync(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted(); // a channel closes itself under an interrupted thread
        try {
            while (!syncUnlessInterrupted(directory)) {
                interrupted = Thread.interrupted() || interrupted;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean syncUnlessInterrupted(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException interrupted) {
            return false;
        }
    }

    /** Removes a file, or a directory with all that is in it. What cannot be removed is logged. */
    static void remove(Path path) {
        IOException failure = null;
        for (int i = 0; i < REMOVE_ATTEMPTS; i++) {
            try {
                Files.walkFileTree(path, new Remover());
                return;
            } catch (NoSuchFileException e) {
                if (!Files.exists(path)) {
                    return;
                }
                failure = e;
            } catch (IOException e) {
                failure = e; // a task that has not noticed yet may have added a file meanwhile
            }
        }
        LOG.warn("'{}' is not needed any more and could not be removed; please remove it.", path, failure);
    }

    /** The directories above {@code path} that do not exist, the topmost first. */
    static List<Path> missingAbove(Path path) {
        List<Path> missing = new ArrayList<>();
        for (Path parent = path.getParent(); parent != null && Files.notExists(parent); parent = parent.getParent()) {
            missing.add(parent);
        }
        Collections.reverse(missing);
        return List.copyOf(missing);
    }

    /** Removes directories, the last first, up to one that someone has put something into. */
    static void removeEmpty(List<Path> directories) {
        for (int i = directories.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(directories.get(i));
            } catch (DirectoryNotEmptyException e) {
                return;
            } catch (IOException e) {
                LOG.warn("The empty directory '{}' could not be removed.", directories.get(i), e);
                return;
            }
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
