package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {
    final Delays delays = new Delays();

    @Test
    void halfAreAtMostTheMedian() {
        for (long millis : new long[] {7, 1, 900, 3, 5}) {
            delays.add(millis);
        }

        assertThat(delays.median()).isEqualTo(5);
        assertThat(delays.longest()).isEqualTo(900);
    }

    @Test
    void delaysOfMinutesAreNotLost() {
        delays.add(90_000);

        assertThat(delays.median()).isEqualTo(90_000);
    }

    @Test
    void withoutAnyThereIsZero() {
        assertThat(delays.median()).isZero();
    }
}
