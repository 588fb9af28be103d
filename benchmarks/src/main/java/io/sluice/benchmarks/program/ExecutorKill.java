package io.sluice.benchmarks.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The keys of a feed, and in the middle of one batch one more, which kills the first executor that comes by it: by SIGKILL, in
 * the midst of its work.
 *
 * @param file is made when that happens, so that it happens once
 */
public record ExecutorKill(KeyFeed feed, long batch, String file) implements BatchKeys {
    private static final String FATAL = "fatal";

    /** In a batch of a feed. */
    public static ExecutorKill in(KeyFeed feed, long batch) throws IOException {
        Path directory = Files.createTempDirectory("kill");
        return new ExecutorKill(feed, batch, directory.resolve("done").toString());
    }

    @Override
    public Iterator<String> keys(long ofBatch, int slice) {
        Iterator<String> fed = feed.keys(ofBatch, slice);
        if (ofBatch != batch || slice != 0) {
            return fed;
        }
        List<String> keys = new ArrayList<>();
        fed.forEachRemaining(keys::add);
        keys.add(keys.size() / 2, FATAL);
        return keys.iterator();
    }

    /** For the program's function, with each key that it is given. */
    public void meet(String key) {
        if (key.equals(FATAL) && isFirst()) {
            killThisProcess();
        }
    }

    private boolean isFirst() {
        try {
            Files.createFile(Path.of(file));
            return true;
        } catch (FileAlreadyExistsException again) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void killThisProcess() {
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-KILL", self).start();
            new CountDownLatch(1).await();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Fails unless an executor was killed.
     *
     * @throws IllegalStateException if none was, so that nothing was measured
     */
    public void requireDone() {
        if (!Files.exists(Path.of(file))) {
            throw new IllegalStateException("no executor was killed");
        }
    }
}
