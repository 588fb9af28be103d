package io.sluice.spark.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.log.LogStorage;
import io.sluice.time.ManualClock;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HadoopLockTest {
    @TempDir
    private Path directory;

    /** One that stands still is a process that has died, or sleeps. */
    private final ManualClock ownersClock = new ManualClock(Instant.EPOCH);

    private final ManualClock othersClock = new ManualClock(Instant.EPOCH);
    private LogStorage owner;
    private LogStorage other;

    @BeforeEach
    void open() throws IOException {
        FileSystem files = FileSystem.get(URI.create("store:///"), new Configuration());
        org.apache.hadoop.fs.Path checkpoint = new org.apache.hadoop.fs.Path("store://" + directory);
        owner = new HadoopLogStorage(files, checkpoint, ownersClock);
        other = new HadoopLogStorage(files, checkpoint, othersClock);
    }

    private CompletableFuture<Closeable> lockElsewhere() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return other.lock("lock");
            } catch (IOException refused) {
                throw new CompletionException(refused);
            }
        });
    }

    /** Lets time pass for the other one until it has an answer. */
    private void letTimePass(CompletableFuture<Closeable> locking) {
        while (!locking.isDone()) {
            if (othersClock.waiting() > 0) {
                othersClock.advance(Duration.ofMillis(100));
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void anOwnerThatRenewsItsLock_keepsIt() throws Exception {
        try (Closeable held = owner.lock("lock")) {
            assertThat(held).isNotNull();
            String before = Files.readString(directory.resolve("lock"));
            CompletableFuture<Closeable> locking = lockElsewhere();
            othersClock.awaitWaiting(1);
            ownersClock.awaitWaiting(1);
            ownersClock.advance(HadoopLock.RENEWAL);
            while (Files.readString(directory.resolve("lock")).equals(before)) {
                Thread.onSpinWait();
            }
            letTimePass(locking);

            assertThatThrownBy(locking::join)
                    .hasCauseInstanceOf(LogStorage.AlreadyLockedException.class)
                    .hasMessageContaining(
                            "is locked by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void theLockOfADeadProcess_isTakenOver_andTheDeadMayNotWriteWhenItWakes() throws Exception {
        Closeable held = owner.lock("lock");
        LogStorage.AppendFile file = owner.below("batches").append("log");
        file.append(ByteBuffer.wrap(new byte[1]));
        file.force();

        CompletableFuture<Closeable> locking = lockElsewhere();
        letTimePass(locking);
        file.append(ByteBuffer.wrap(new byte[1]));
        assertThat(Duration.ofNanos(othersClock.nanoTime()))
                .isBetween(HadoopLock.EXPIRY, HadoopLock.EXPIRY.multipliedBy(2));

        ownersClock.advance(HadoopLock.EXPIRY);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining("has it now");
        assertThatThrownBy(() -> owner.replace("file", ByteBuffer.allocate(1))).hasMessageContaining("has it now");
        held.close();
        assertThat(directory.resolve("lock")).as("the other's").exists();
        locking.join().close();
        assertThat(directory.resolve("lock")).doesNotExist();
    }

    @Test
    void aLockThatIsGivenBackWhileSomeoneWaits_isTheirs() throws Exception {
        Closeable held = owner.lock("lock");
        CompletableFuture<Closeable> locking = lockElsewhere();
        othersClock.awaitWaiting(1);
        held.close();
        letTimePass(locking);

        locking.join().close();
        assertThat(Duration.ofNanos(othersClock.nanoTime())).isLessThan(HadoopLock.EXPIRY);
    }
}
