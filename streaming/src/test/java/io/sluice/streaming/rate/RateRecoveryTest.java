package io.sluice.streaming.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.StreamSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateRecoveryTest {
    @TempDir
    Path directory;

    /** A source that always has as much as it may give. */
    private static final class Plenty implements StreamSource<Integer, Plenty.Plan>, RateTarget {
        private final SluiceContext context;
        private final List<Long> told = new CopyOnWriteArrayList<>();

        Plenty(SluiceContext context) {
            this.context = context;
        }

        record Plan(long records) implements BatchInput {
            @Override
            public String description() {
                return records + " of plenty";
            }
        }

        @Override
        public String name() {
            return "plenty";
        }

        @Override
        public Optional<RateTarget> rateTarget() {
            return Optional.of(this);
        }

        @Override
        public void update(long recordsPerSecond) {
            told.add(recordsPerSecond);
        }

        @Override
        public Optional<Plan> plan(Time time) {
            return Optional.of(new Plan(latest()));
        }

        long latest() {
            return told.get(told.size() - 1);
        }

        @Override
        public Rdd<Integer> rdd(Plan input) {
            return context.emptyRDD();
        }
    }

    @Test
    void whenTheProgramIsStartedAgain_thenTheFirstRateIsTheLastOneBefore() throws Exception {
        Plenty first;
        try (BatchByBatch run = new BatchByBatch("backpressure.enabled=true")) {
            first = start(run);
            run.runBatchesUntil(() -> first.latest() >= 4_000);
            run.runBatch(); // which is committed with that rate, or a later one
        }
        assertThat(first.told.get(0)).isEqualTo(1_000);

        try (BatchByBatch run = new BatchByBatch(Instant.ofEpochSecond(2_000_000), "backpressure.enabled=true")) {
            assertThat(start(run).told.get(0)).isBetween(4_000L, first.latest());
        }
    }

    private Plenty start(BatchByBatch run) {
        run.streaming().checkpoint(directory.toString());
        Plenty source = new Plenty(run.streaming().sluiceContext());
        run.recordsOf(run.streaming().stream(source));
        run.start();
        return source;
    }
}
