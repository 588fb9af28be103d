package io.sluice.streaming.checkpoint;

import io.sluice.storage.log.LogStorages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts what a checkpoint directory on the local disk holds out of the way, without losing it. */
public final class SetAside {
    private SetAside() {}

    /**
     * Moves it into a directory beside this one, whose name has {@code .unusable-1} at its end, or the next number that is free.
     *
     * @return that directory
     * @throws io.sluice.error.StreamException {@code CHECKPOINT_IN_USE} if a program runs on it, {@code CHECKPOINT_FAILED} if it
     *     cannot be moved
     */
    public static Path directory(String location) {
        Path directory = LogStorages.requireLocal(location, "a checkpoint can be put aside");
        Closeable lock = Checkpoint.lock(LogStorages.at(location));
        try {
            Path aside = free(directory);
            // the log first: what is left without it, should this be cut short, counts as damaged again
            for (String part : List.of(Checkpoint.BATCHES, Checkpoint.STATE, Checkpoint.RECEIVED)) {
                if (Files.exists(directory.resolve(part))) {
                    Files.move(directory.resolve(part), aside.resolve(part));
                }
            }
            return aside;
        } catch (IOException failed) {
            throw CheckpointErrors.unreadable(location, failed);
        } finally {
            Checkpoint.release(lock);
        }
    }

    private static Path free(Path directory) throws IOException {
        for (int number = 1; ; number++) {
            Path candidate = directory.resolveSibling(directory.getFileName() + ".unusable-" + number);
            if (!Files.exists(candidate)) {
                return Files.createDirectory(candidate);
            }
        }
    }
}
