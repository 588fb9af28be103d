package io.sluice.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ForcerTest {
    private final MemoryStorage disk = new MemoryStorage();
    private final SegmentLog log = SegmentLog.open(disk, SegmentSettings.DEFAULT);

    @Test
    void whenALogIsForcedInAdvance_thenWhoForcesItNextHasNothingToDo() {
        Forcer forcer = new Forcer("test-forcer", 1);
        log.append(ByteBuffer.wrap(new byte[] {1}));
        forcer.soon(log::force);
        forcer.close();
        assertThat(disk.forces).isEqualTo(1);

        log.force();

        assertThat(disk.forces).isEqualTo(1);
    }

    @Test
    void whenAForceIsOnItsWay_thenWhoForcesWaitsForIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        disk.onForce = () -> {
            begun.countDown();
            await(mayEnd);
        };
        try (Forcer forcer = new Forcer("test-forcer", 1)) {
            log.append(ByteBuffer.wrap(new byte[] {1}));
            forcer.soon(log::force);
            begun.await();
            Thread waiting = new Thread(log::force);
            waiting.start();
            assertThat(disk.forces).isZero();

            mayEnd.countDown();
            waiting.join();

            assertThat(disk.forces).isEqualTo(1);
        }
    }

    @Test
    void whenAForceInAdvanceFails_thenWhoForcesIsTold() {
        disk.failForces(true);
        log.append(ByteBuffer.wrap(new byte[] {1}));
        try (Forcer forcer = new Forcer("test-forcer", 1)) {
            forcer.soon(log::force);
        }
        disk.failForces(false);

        assertThatThrownBy(log::force).hasMessageStartingWith("CHECKPOINT_FAILED: ");
    }

    @Test
    void whenItIsClosed_thenNothingIsForcedInAdvance() {
        Forcer forcer = new Forcer("test-forcer", 1);
        forcer.close();
        log.append(ByteBuffer.wrap(new byte[] {1}));

        forcer.soon(log::force);

        assertThat(disk.forces).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
