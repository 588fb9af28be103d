package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.DoubleRdd;
import io.sluice.StatCounter;
import io.sluice.Tuple2;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Statistics of numbers. */
public interface DoubleOperators extends EngineUnderTest {
    @Property
    default void statisticsAreThoseOfTheTextbook(@ForAll Numbers in) {
        DoubleRdd doubles = rdd(in).mapToDouble(n -> n);
        int size = in.values().size();
        double sum = in.values().stream().mapToDouble(n -> n).sum();
        double mean = size == 0 ? 0 : sum / size;
        double squares =
                in.values().stream().mapToDouble(n -> (n - mean) * (n - mean)).sum();

        StatCounter stats = doubles.stats();

        assertThat(stats.count()).isEqualTo(size);
        assertThat(doubles.sum()).isCloseTo(sum, within(1e-9));
        assertThat(doubles.mean()).isCloseTo(mean, within(1e-9));
        if (size > 1) {
            assertThat(doubles.variance()).isCloseTo(squares / size, within(1e-9));
            assertThat(doubles.sampleVariance()).isCloseTo(squares / (size - 1), within(1e-9));
            assertThat(doubles.sampleStdev()).isCloseTo(Math.sqrt(squares / (size - 1)), within(1e-9));
            assertThat(doubles.min()).isEqualTo(stats.min());
            assertThat(doubles.max()).isEqualTo(stats.max());
        } else {
            assertThat(doubles.sampleVariance()).isNaN();
        }
    }

    @Property
    default void aHistogramCountsEachNumberInItsBucket(@ForAll Numbers in) {
        double[] bounds = {-10, -5, 0, 5, 10};
        long[] expected = new long[4];
        for (int n : in.values()) {
            for (int i = 0; i < expected.length; i++) {
                boolean last = i == expected.length - 1;
                expected[i] += n >= bounds[i] && (n < bounds[i + 1] || (last && n == bounds[i + 1])) ? 1 : 0;
            }
        }

        assertThat(rdd(in).mapToDouble(n -> n).histogram(bounds)).isEqualTo(expected);
        assertThat(rdd(in).mapToDouble(n -> n).histogram(bounds, true)).isEqualTo(expected);
    }

    @Property
    default void evenBucketsCountAll(@ForAll Numbers in) {
        if (!in.values().isEmpty()) {
            Tuple2<double[], long[]> histogram = rdd(in).mapToDouble(n -> n).histogram(4);

            assertThat(Arrays.stream(histogram._2()).sum())
                    .isEqualTo(in.values().size());
            assertThat(histogram._1()).isSorted().hasSize(histogram._2().length + 1);
        }
    }

    @Example
    default void numbersCanBeMadeOfRecordsAndPartitions() {
        DoubleRdd doubles = context().parallelizeDoubles(List.of(1.0, 2.0, 3.0), 2);

        assertThat(doubles.flatMapToDouble(d -> List.of(d, -d).iterator()).sum())
                .isZero();
        assertThat(doubles.mapPartitionsToDouble(all -> List.of(all.next()).iterator())
                        .collect())
                .containsExactly(1.0, 2.0);
    }
}
