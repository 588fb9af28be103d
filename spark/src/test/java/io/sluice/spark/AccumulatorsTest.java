package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.LongAccumulator;
import io.sluice.SluiceContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccumulatorsTest {
    @Test
    void thoseThatTheProgramHasLetGoOfAreForgotten_andTheOthersGoOnCounting() {
        try (SluiceContext context = new SluiceContext("local[1]", "test")) {
            Accumulators accumulators = new Accumulators(null); // Spark is for those with names
            LongAccumulator kept = context.longAccumulator();
            accumulators.sending(kept);
            for (int batch = 0; batch < 1_000; batch++) {
                accumulators.sending(context.longAccumulator());
            }

            while (accumulators.size() > 1) { // until the collector has noticed
                System.gc();
                accumulators.sending(kept);
            }
            LongAccumulator added = new LongAccumulator();
            added.add(5);
            accumulators.merge(Map.of(kept.id(), added));

            assertThat(kept.value()).isEqualTo(5);
        }
    }
}
