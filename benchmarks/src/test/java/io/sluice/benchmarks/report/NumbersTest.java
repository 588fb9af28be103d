package io.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "6, 6", "0.1784, 0.178", "1.5049, 1.50", "17.06, 17.1", "99.96, 100", "-3.217, -3.22"})
    void threeDigitsCountAndWholeNumbersStayWhole(double value, String text) {
        assertThat(Numbers.threeDigits(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1178186.2, '1,178,186'", "2000, '2,000'"})
    void thousandsAreGrouped(double value, String text) {
        assertThat(Numbers.threeDigits(value)).isEqualTo(text);
    }
}
