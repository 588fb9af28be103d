package io.sluice.embedded.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;

class SampledSizeTest {
    @Property(tries = 50)
    void staysNearTheTrueSum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int largest) {
        Random random = new Random(seed);
        SampledSize sampled = new SampledSize();
        long exact = 0;

        for (int i = 0; i < 50_000; i++) {
            String record = "x".repeat(random.nextInt(largest));
            exact += SizeEstimator.estimate(record);
            sampled.add(record);
        }

        assertThat(sampled.bytes()).isCloseTo(exact, Percentage.withPercentage(25));
    }

    @Property(tries = 20)
    void largeRecordsAreNotLetThroughUnmeasured(@ForAll @IntRange(min = 300_000, max = 1_000_000) int large) {
        SampledSize sampled = new SampledSize();

        for (int i = 0; i < 100; i++) {
            sampled.add("small");
        }
        for (int i = 0; i < 100; i++) {
            sampled.add(new byte[large]);
        }

        assertThat(sampled.bytes()).isGreaterThan(large * 60L);
    }
}
