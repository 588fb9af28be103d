package io.sluice.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairTallyTest {
    @Test
    void keysThatFallWithinAPartitionAreFound() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PairTally.of(List.of(keys(1, 3, 2))).requireOrdered());
    }

    @Test
    void keysThatFallFromOnePartitionToTheNextAreFound() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> PairTally.of(List.of(keys(1, 5), keys(), keys(4))).requireOrdered());
    }

    @Test
    void equalKeysAndEmptyPartitionsAreInOrder() {
        assertThatCode(() ->
                        PairTally.of(List.of(keys(1, 1, 2), keys(), keys(2, 3))).requireOrdered())
                .doesNotThrowAnyException();
    }

    private static PairTally keys(int... keys) {
        PairTally tally = new PairTally();
        for (int key : keys) {
            tally.add(key, "value");
        }
        return tally;
    }
}
