package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sluice.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RateLimitTest {
    final ManualClock clock = new ManualClock(Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({"1, 10", "7, 70", "100, 1000", "999, 5000", "1000000, 10000000"})
    void givesOutTheRateAndNoMore(long perSecond, long records) throws InterruptedException {
        RateLimit limit = new RateLimit(perSecond, new CancellableWait(clock));

        Thread taker = taking(limit, records);
        while (taker.isAlive()) {
            clock.nextWake().ifPresent(clock::advanceTo);
        }

        double seconds = clock.nanoTime() / 1e9;
        assertThat(seconds * perSecond).isCloseTo(records - 1.0, withinPercentage(2));
    }

    @Test
    void timeInWhichNobodyAskedGivesNoCredit() throws InterruptedException {
        RateLimit limit = new RateLimit(100, new CancellableWait(clock));
        limit.take(1);
        clock.advance(Duration.ofHours(1));

        assertThat(limit.take(1_000)).isEqualTo(1);
    }

    @Test
    void whenClosed_thenNobodyWaits() throws InterruptedException {
        RateLimit limit = new RateLimit(1, new CancellableWait(clock));
        Thread taker = taking(limit, 1_000);
        clock.awaitWaiting(1);

        limit.close();

        taker.join();
    }

    @Test
    void whenTheRateIsChanged_thenItHoldsFromThen_upToTheGreatest() throws InterruptedException {
        RateLimit limit = new RateLimit(1_000, new CancellableWait(clock));

        limit.update(100);
        assertThat(limit.perSlice()).isEqualTo(1);
        limit.update(0);
        limit.update(-5);
        assertThat(limit.perSlice()).isEqualTo(1);
        limit.update(500_000);
        assertThat(limit.perSlice()).isEqualTo(10);
    }

    @Test
    void whenNoRateWasSet_thenALimitThatComesIsHeardOf() throws InterruptedException {
        RateLimit limit = new RateLimit(Long.MAX_VALUE, new CancellableWait(clock));
        assertThat(limit.take(limit.perSlice())).isLessThan(1_000_000);

        limit.update(200);

        assertThat(limit.take(1_000)).isEqualTo(2);
    }

    private static Thread taking(RateLimit limit, long records) {
        Thread taker = new Thread(() -> {
            try {
                limit.takeAll(records);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        taker.start();
        return taker;
    }
}
