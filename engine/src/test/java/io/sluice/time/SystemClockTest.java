package io.sluice.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemClockTest {
    private final SystemClock clock = new SystemClock();

    @Test
    void neverReturnsBeforeTheInstant() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            Instant due = clock.now().plusNanos(i * 10_000L);

            clock.awaitUntil(due);

            assertThat(clock.now()).isAfterOrEqualTo(due);
        }
    }

    @Test
    void aStrayUnparkDoesNotEndTheWait() throws InterruptedException {
        Instant due = clock.now().plusMillis(20);
        LockSupport.unpark(Thread.currentThread());

        clock.awaitUntil(due);

        assertThat(clock.now()).isAfterOrEqualTo(due);
    }

    @Test
    void aWaitEndsWhenSomethingElseIsSo() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            try {
                clock.awaitUntil(Instant.MAX, enough::get);
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
        waiting.start();

        enough.set(true);
        LockSupport.unpark(waiting);

        waiting.join();
    }

    @Test
    void thePastIsNotWaitedFor() throws InterruptedException {
        clock.awaitUntil(Instant.EPOCH);
        clock.awaitUntil(Instant.MIN);
    }

    @Test
    void anInterruptEndsTheWait_howeverLongItIs() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> clock.awaitUntil(Instant.MAX)).isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theTwoWaysToReadTheWallClockAgree() {
        long before = clock.millis();
        Instant now = clock.now();

        assertThat(Duration.between(Instant.ofEpochMilli(before), now)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(clock.nanoTime()).isLessThanOrEqualTo(clock.nanoTime());
    }
}
