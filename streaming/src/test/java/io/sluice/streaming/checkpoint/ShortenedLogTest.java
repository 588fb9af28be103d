package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.StreamSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortenedLogTest {
    @TempDir
    Path directory;

    @Test
    void whenTheLogBeginsAnew_thenWhatSourcesKnowHoldsNoPlanThatIsNotInIt() throws Exception {
        try (BatchByBatch run = new BatchByBatch()) {
            run.streaming().checkpoint(directory.toString());
            WordyPlans source = new WordyPlans(run.streaming().sluiceContext());
            run.recordsOf(run.streaming().stream(source));
            run.start();

            run.runBatchesUntil(() -> source.asked.get() > 3);

            assertThat(source.askedWithUnwrittenPlan).hasValue(0);
        }
    }

    /** A source whose plans fill the log soon, and that notices when its memory is asked for. */
    private static final class WordyPlans
            implements StreamSource<Integer, WordyPlans.Plan>, PlanCodec<WordyPlans.Plan> {
        private static final int LENGTH = 400 << 10;

        private final SluiceContext context;
        private int planned;
        private int written;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger askedWithUnwrittenPlan = new AtomicInteger();

        WordyPlans(SluiceContext context) {
            this.context = context;
        }

        record Plan() implements BatchInput {
            @Override
            public long records() {
                return 0;
            }

            @Override
            public String description() {
                return "nothing";
            }
        }

        @Override
        public String name() {
            return "wordy plans";
        }

        @Override
        public Optional<PlanCodec<Plan>> planCodec() {
            return Optional.of(this);
        }

        @Override
        public Optional<Plan> plan(Time time) {
            planned++;
            return Optional.of(new Plan());
        }

        @Override
        public byte[] memory() {
            asked.incrementAndGet();
            askedWithUnwrittenPlan.addAndGet(planned > written ? 1 : 0);
            return new byte[0];
        }

        @Override
        public Rdd<Integer> rdd(Plan input) {
            return context.emptyRDD();
        }

        @Override
        public void write(Plan plan, DataOutput out) throws IOException {
            written++;
            out.write(new byte[LENGTH]);
        }

        @Override
        public Plan read(DataInput in) {
            return new Plan();
        }
    }
}
