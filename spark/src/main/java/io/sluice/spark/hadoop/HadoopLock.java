package io.sluice.spark.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.storage.log.LogStorage.AlreadyLockedException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that is a file with its owner's name and a count, which the owner raises every {@link #RENEWAL}. One whose count
 * stands still for {@link #EXPIRY}, as seen by who waits for it, so that clocks need not agree, is that of a process that has
 * died, and may be taken over. An owner that could not renew it for a while looks again before anything is written. Thread-safe.
 *
 * <pre>UUID COUNT process PID on HOST</pre>
 */
final class HadoopLock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HadoopLock.class);
    static final Duration RENEWAL = Duration.ofSeconds(2);
    static final Duration EXPIRY = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Disk disk;
    private final Path path;
    private final String id = UUID.randomUUID().toString();
    private final String owner =
            "process %d on %s".formatted(ProcessHandle.current().pid(), host());
    private final Thread renewing;
    private volatile boolean closed;

    private volatile long renewedAt;
    private volatile String lostTo; // null as long as it is held
    private long count; // guarded by this

    private HadoopLock(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        this.renewing = new Thread(null, this::renewUntilClosed, "sluice-checkpoint-lock", 0, false);
        renewing.setDaemon(true);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException unknown) {
            return "a host without a name";
        }
    }

    // ---- taking it

    static HadoopLock take(Disk disk, Path path) throws IOException {
        HadoopLock lock = new HadoopLock(disk, path);
        boolean taken = Steadily.call(lock::create);
        while (!taken) {
            taken = lock.awaitOwner() ? Steadily.call(lock::create) : lock.takeOver();
        }
        lock.renewedAt = disk.clock().nanoTime();
        lock.renewing.start();
        return lock;
    }

    private boolean create() throws IOException {
        try (FSDataOutputStream out = disk.files().create(path, false)) {
            out.write(text());
            return true;
        } catch (FileAlreadyExistsException | AlreadyBeingCreatedException taken) {
            return false;
        }
    }

    /** Returns when the owner has given it back, or, and then false, has not moved for long enough to be dead. */
    private boolean awaitOwner() throws IOException {
        Optional<String> seen = look();
        long began = disk.clock().nanoTime();
        while (seen.isPresent() && disk.clock().nanoTime() - began < EXPIRY.toNanos()) {
            disk.pause(BETWEEN_LOOKS);
            Optional<String> now = look();
            if (now.isPresent() && !now.equals(seen)) {
                throw new AlreadyLockedException("'%s' is locked by %s".formatted(path, ownerIn(now.get())));
            }
            seen = now;
        }
        return seen.isEmpty();
    }

    /** If two do so at once, the later one has it, and the other sees that after a while. */
    private boolean takeOver() throws IOException {
        LOG.info("The lock '{}' has not been renewed for {} s, and is taken over", path, EXPIRY.toSeconds());
        write();
        disk.pause(RENEWAL);
        String now = look().orElse("");
        if (!isMine(now)) {
            throw new AlreadyLockedException("'%s' was locked by %s just now".formatted(path, ownerIn(now)));
        }
        return true;
    }

    // ---- what stands in it

    private synchronized byte[] text() {
        return "%s %d %s".formatted(id, count, owner).getBytes(UTF_8);
    }

    private static String ownerIn(String text) {
        String[] parts = text.split(" ", 3);
        return parts.length < 3 ? "someone" : parts[2];
    }

    private boolean isMine(String text) {
        return text.startsWith(id);
    }

    private Optional<String> look() throws IOException {
        return Steadily.call(() -> {
            try (FSDataInputStream in = disk.files().open(path)) {
                return Optional.of(new String(in.readAllBytes(), UTF_8));
            } catch (FileNotFoundException none) {
                return Optional.empty();
            }
        });
    }

    private void write() throws IOException {
        byte[] text = text();
        Steadily.run(() -> disk.put(path, out -> out.write(text)));
    }

    // ---- keeping it

    private void renewUntilClosed() {
        try {
            while (!closed) {
                disk.clock().awaitUntil(disk.clock().now().plus(RENEWAL), () -> closed);
                renewIfOpen();
            }
        } catch (InterruptedException impossible) {
            LOG.warn("The lock '{}' is not renewed any more", path, impossible);
        }
    }

    private synchronized void renewIfOpen() {
        try {
            if (!closed && lostTo == null) {
                renew();
            }
        } catch (IOException failed) {
            LOG.warn("The lock '{}' could not be renewed; that is tried again", path, failed);
        }
    }

    private synchronized void renew() throws IOException {
        String now = look().orElse("");
        if (!isMine(now)) {
            lostTo = ownerIn(now);
            return;
        }
        count++;
        long began = disk.clock().nanoTime();
        write();
        renewedAt = began;
    }

    /** Fails if someone else has taken it over, which they do only if it was not renewed for long. */
    void requireHeld() throws IOException {
        if (lostTo == null && isDoubtful()) {
            renewIfDoubtful();
        }
        if (lostTo != null) {
            throw new IOException("the lock '%s' was not renewed for %d s, and %s has it now"
                    .formatted(path, EXPIRY.toSeconds(), lostTo));
        }
    }

    private boolean isDoubtful() {
        return disk.clock().nanoTime() - renewedAt > EXPIRY.toNanos() / 2;
    }

    private synchronized void renewIfDoubtful() throws IOException {
        if (lostTo == null && isDoubtful()) {
            renew();
        }
    }

    /** Gives it back. Idempotent. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (lostTo == null && isMine(look().orElse(""))) {
                Steadily.run(() -> disk.delete(path));
            }
        }
        LockSupport.unpark(renewing);
    }
}
