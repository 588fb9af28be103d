package io.sluice.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManualClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(NOON);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void standsStillUntilMoved() {
        assertThat(clock.now()).isEqualTo(NOON);
        assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli());
        assertThat(clock.nanoTime()).isZero();
    }

    @Test
    void whenTimePasses_thenBothClocksGoOn() {
        clock.advance(Duration.ofMillis(5));
        clock.advanceTo(NOON.plusMillis(7));

        assertThat(clock.now()).isEqualTo(NOON.plusMillis(7));
        assertThat(clock.nanoTime()).isEqualTo(7_000_000);
    }

    @Test
    void whenTheWallClockIsSet_thenDurationsDoNotSeeIt() {
        clock.jumpTo(NOON.minusSeconds(3600));

        assertThat(clock.now()).isEqualTo(NOON.minusSeconds(3600));
        assertThat(clock.nanoTime()).isZero();
    }

    @Test
    void aWaitEndsWhenSomethingElseIsSo_whoeverIsWoken() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        Future<?> waits = threads.submit(() -> {
            waiter.complete(Thread.currentThread());
            clock.awaitUntil(NOON.plusSeconds(1), enough::get);
            return null;
        });
        clock.awaitWaiting(1);
        LockSupport.unpark(waiter.get());
        assertThat(clock.waiting()).isEqualTo(1);

        enough.set(true);
        LockSupport.unpark(waiter.get());

        waits.get();
        assertThat(clock.now()).isEqualTo(NOON);
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void timeDoesNotPassBackwards() {
        assertThatThrownBy(() -> clock.advanceTo(NOON.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jumpTo");
    }

    @Test
    void waitingForThePastReturnsAtOnce() throws InterruptedException {
        clock.awaitUntil(NOON);

        assertThat(clock.waiting()).isZero();
    }

    @Test
    void aThreadWaitsUntilItsInstantHasCome() throws Exception {
        Future<Instant> early = wakeAt(NOON.plusMillis(10));
        Future<Instant> late = wakeAt(NOON.plusMillis(20));
        clock.awaitWaiting(2);
        assertThat(clock.nextWake()).contains(NOON.plusMillis(10));

        clock.advance(Duration.ofMillis(10));

        assertThat(early.get()).isEqualTo(NOON.plusMillis(10));
        assertThat(clock.waiting()).isEqualTo(1);
        assertThat(late).isNotDone();

        clock.advance(Duration.ofMillis(10));

        assertThat(late.get()).isEqualTo(NOON.plusMillis(20));
        assertThat(clock.waiting()).isZero();
        assertThat(clock.nextWake()).isEmpty();
    }

    @Test
    void aThreadWhoseInstantHasComeIsNotWaiting_evenBeforeItRuns() throws Exception {
        Future<Instant> waiter = wakeAt(NOON.plusMillis(10));
        clock.awaitWaiting(1);

        clock.advance(Duration.ofMillis(10));

        assertThat(clock.waiting()).isZero();
        waiter.get();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<?> waiter = threads.submit(() -> {
            thread.complete(Thread.currentThread());
            clock.awaitUntil(NOON.plusMillis(1));
            return null;
        });
        clock.awaitWaiting(1);

        thread.get().interrupt();

        assertThatThrownBy(waiter::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void manyThreadsAreAllWokenByOneMove() throws Exception {
        List<Future<Instant>> waiters = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> wakeAt(NOON.plusMillis(i)))
                .toList();
        clock.awaitWaiting(50);

        clock.advance(Duration.ofSeconds(1));

        for (Future<Instant> waiter : waiters) {
            assertThat(waiter.get()).isEqualTo(NOON.plusSeconds(1));
        }
        assertThat(clock.waiting()).isZero();
    }

    private Future<Instant> wakeAt(Instant instant) {
        return threads.submit(() -> {
            clock.awaitUntil(instant);
            return clock.now();
        });
    }
}
