package io.sluice.streaming.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PidRateEstimatorTest {
    private static final long SEED = 20_260_107;
    private static final double MIN_RATE = 10;

    private static PidRateEstimator estimator(double proportional, double integral, double derived) {
        return new PidRateEstimator(Duration.ofMillis(20), proportional, integral, derived, MIN_RATE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0, 10, batch interval 0",
        "100, -1, 0, 0, 10, Proportional term -1.0",
        "100, 0, -0.5, 0, 10, Integral term -0.5",
        "100, 0, 0, -1, 10, Derivative term -1.0",
        "100, 0, 0, NaN, 10, Derivative term NaN",
        "100, 0, 0, 0, 0, Minimum rate 0.0",
        "100, 0, 0, 0, -10, Minimum rate -10.0",
    })
    void aTermOutOfItsRangeIsRefusedByName(
            long interval, double proportional, double integral, double derived, double minRate, String named) {
        assertThatThrownBy(() ->
                        new PidRateEstimator(Duration.ofMillis(interval), proportional, integral, derived, minRate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void theFirstBatchIsOnlyMeasured_andTheSecondGivesARate() {
        PidRateEstimator pid = estimator(1, 1, 0);

        assertThat(pid.compute(0, 10, 10, 0)).isEmpty();
        assertThat(pid.compute(10, 10, 10, 0)).isPresent();
    }

    @Test
    void aBatchThatSaysNothingChangesNothing() {
        PidRateEstimator pid = estimator(1, 1, 0);
        pid.compute(0, 10, 10, 0);

        assertThat(pid.compute(0, 10, 10, 0)).as("no time went by").isEmpty();
        assertThat(pid.compute(5, 0, 10, 0)).as("no records").isEmpty();
        assertThat(pid.compute(6, -1, 10, 0)).as("records not counted").isEmpty();
        assertThat(pid.compute(7, 10, 0, 0)).as("no processing delay").isEmpty();
        assertThat(pid.compute(8, 40, 10, 0)).hasValue(4_000);
    }

    @Test
    void whenBatchesWaitEverLonger_thenTheRateFallsToTheLeastAndNoFurther() {
        PidRateEstimator pid = estimator(1, 1, 0);
        pid.compute(0, 10, 10, 0);

        List<Double> rates = new ArrayList<>();
        for (long batch = 1; batch < 50; batch++) {
            rates.add(pid.compute(batch * 20, 5, 20, batch * 20).orElseThrow());
        }

        assertThat(rates).allMatch(rate -> rate >= MIN_RATE).endsWith(MIN_RATE);
    }

    @Test
    void whenNothingWaits_thenTheRateFollowsWhatIsProcessed() {
        PidRateEstimator pid = estimator(1, 1, 0);
        pid.compute(0, 10, 20, 0);

        for (long batch = 1; batch < 50; batch++) {
            long records = 10 * batch;
            OptionalDouble rate = pid.compute(batch * 20, records, 20, 0);
            assertThat(rate.orElseThrow()).isCloseTo(records * 50.0, within(1e-6));
        }
    }

    @Test
    void whenRecordsWait_thenTheRateStaysBelowWhatIsProcessed() {
        PidRateEstimator pid = estimator(1, 0.01, 0);
        Random random = new Random(SEED);
        pid.compute(0, 10, 20, 0);

        for (long batch = 1; batch < 100; batch++) {
            long records = 100L + random.nextInt(1_000);
            OptionalDouble rate = pid.compute(batch * 20, records, 20, 1L + random.nextInt(100));
            assertThat(rate.orElseThrow())
                    .as("batch %d of seed %d", batch, SEED)
                    .isLessThan(records * 50.0);
        }
    }

    @Test
    void theMoreWaits_theLowerTheRate() {
        double before = Double.MAX_VALUE;
        for (int delay = 0; delay < 100; delay += 10) {
            PidRateEstimator pid = estimator(1, 0.2, 0);
            pid.compute(0, 1_000, 20, 0);
            double rate = pid.compute(20, 1_000, 20, delay).orElseThrow();
            assertThat(rate).isLessThan(before);
            before = rate;
        }
    }

    @Test
    void theDerivativeResistsAChange() {
        PidRateEstimator without = estimator(0.5, 0, 0);
        PidRateEstimator with = estimator(0.5, 0, 0.001);
        without.compute(0, 100, 10, 0);
        with.compute(0, 100, 10, 0);

        double rateWithout = without.compute(20, 50, 10, 0).orElseThrow();
        double rateWith = with.compute(20, 50, 10, 0).orElseThrow();

        assertThat(rateWith).isLessThan(rateWithout);
    }
}
