package io.sluice.storage;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Saves a directory of part files so that it appears whole, with a {@code _SUCCESS} mark, or not at all. Tasks write {@link
 * #parts part files}, wherever they run, and then exactly one of {@link #commit} and {@link #close} ends it. Thread-safe.
 *
 * <p>Everything is written to a hidden directory beside the target, {@code .NAME.sluice-ID}: attempts at parts in a directory
 * {@code .attempts} of it, from where {@link #commit} takes those that count. It renames the whole into place in one step; a crash before leaves that directory only, which nothing reads, and {@link #sweep}
 * removes. Overwriting takes two steps, because no file system call of Java's swaps two directories: the old target is
 * renamed to {@code .NAME.sluice-ID.old}, then the new one into place, then the old one is removed. A crash between the first
 * two leaves both whole under their hidden names and no target: {@link #sweep} brings the old one back.
 */
public final class DirectorySave implements Closeable {
    private static final String SUCCESS = "_SUCCESS";
    private static final String ATTEMPTS = ".attempts";

    private final Path target;
    private final boolean overwrite;
    private final FileSink.Opener opener;
    private final HiddenSaves hidden;
    private final Path work;
    private final Path old;
    private final Path attempts;
    /** Directories above the target that this save made, the topmost first. */
    private final List<Path> madeParents;

    private boolean ended;

    private DirectorySave(Path target, boolean overwrite, FileSink.Opener opener) {
        this.target = target;
        this.overwrite = overwrite;
        this.opener = opener;
        this.hidden = new HiddenSaves(target);
        this.work = hidden.work();
        this.old = hidden.old();
        this.attempts = work.resolve(ATTEMPTS);
        this.madeParents = Directories.missingAbove(target);
    }

    /**
     * Begins a save.
     *
     * @param target the directory to make; missing directories above it are made too
     * @param overwrite whether to replace what is there
     * @throws io.sluice.error.StreamException {@code OUTPUT_EXISTS} if the target exists and is not to be overwritten;
     *     {@code DISK_FULL} or {@code OUTPUT_FAILED} if nothing can be written beside it
     */
    public static DirectorySave begin(Path target, boolean overwrite) {
        return begin(target, overwrite, path -> new FileOutputStream(path.toFile()));
    }

    static DirectorySave begin(Path target, boolean overwrite, FileSink.Opener opener) {
        Path absolute = target.toAbsolutePath().normalize();
        if (absolute.getFileName() == null) {
            throw new IllegalArgumentException("'%s' is no directory to save to".formatted(target));
        }
        DirectorySave save = new DirectorySave(absolute, overwrite, opener);
        save.refuseExistingTarget();
        try {
            Files.createDirectories(absolute.getParent());
            save.hidden.lock();
            Files.createDirectory(save.work);
            Files.createDirectory(save.attempts);
        } catch (IOException e) {
            if (exists(save.work)) {
                Directories.remove(save.work);
            }
            save.hidden.close();
            Directories.removeEmpty(save.madeParents);
            throw StorageErrors.writing(absolute, e);
        }
        return save;
    }

    /** Removes a directory that was saved, and all that is in it. What cannot be removed is logged. */
    public static void remove(Path saved) {
        Directories.remove(saved);
    }

    /**
     * Removes what saves into a directory have left there whose process died, and brings back what they were about to replace.
     * Saves that go on, here or in other processes, are left alone. What cannot be looked through stays.
     */
    public static void sweep(Path directory) {
        HiddenSaves.sweep(directory);
    }

    /** Where the directory will appear. */
    public Path target() {
        return target;
    }

    /** Where tasks write attempts at parts, compressed so. */
    public PartAttempts parts(Compression compression) {
        return new PartAttempts(attempts, compression, opener);
    }

    /**
     * Makes the directory appear, with one attempt at each part; all others are dropped, those that still run too.
     *
     * @param parts the attempts that count
     * @throws io.sluice.error.StreamException {@code OUTPUT_EXISTS} if someone else has made the target meanwhile;
     *     {@code DISK_FULL} or {@code OUTPUT_FAILED} if the file system refuses. The save is closed then, and what was
     *     there before is there still
     */
    public synchronized void commit(Collection<WrittenPart> parts) {
        refuseEnded();
        try {
            refuseExistingTarget();
            for (WrittenPart part : parts) {
                Directories.rename(attempts.resolve(part.attempt()), work.resolve(part.part()));
            }
            Directories.remove(attempts); // from now on no task can begin another one
            new FileSink(work.resolve(SUCCESS), opener).close();
            Directories.sync(work);
            boolean replaces = exists(target);
            if (replaces) {
                Directories.rename(target, old);
            }
            putInPlace(replaces);
            ended = true;
            Directories.remove(old);
            Directories.sync(target.getParent());
        } catch (IOException e) {
            throw StorageErrors.writing(target, e);
        } finally {
            close();
            hidden.close();
        }
    }

    /** Removes everything written if the save is not committed; attempts still open will fail. Never throws. */
    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        ended = true;
        Directories.remove(work);
        hidden.close();
        Directories.removeEmpty(madeParents);
    }

    private void putInPlace(boolean replaces) throws IOException {
        try {
            Directories.rename(work, target);
        } catch (IOException e) {
            if (replaces) {
                restore(e);
            } else if (e instanceof FileSystemException && exists(target)) {
                throw StorageErrors.exists(target); // made by someone else since we looked
            }
            throw e;
        }
    }

    private void restore(IOException cause) {
        try {
            Directories.rename(old, target);
        } catch (IOException e) {
            cause.addSuppressed(e); // names the hidden directory that holds the old target
        }
    }

    private void refuseExistingTarget() {
        if (!overwrite && exists(target)) {
            throw StorageErrors.exists(target);
        }
    }

    private void refuseEnded() {
        if (ended) {
            throw new IllegalStateException("the save to '%s' is committed or closed already".formatted(target));
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
