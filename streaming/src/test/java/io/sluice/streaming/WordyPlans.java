package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.StreamSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A source whose plans fill the log soon, and that notices when its memory is asked for. */
public final class WordyPlans implements StreamSource<Integer, WordyPlans.Plan>, PlanCodec<WordyPlans.Plan> {
    private static final int LENGTH = 400 << 10;

    private final SluiceContext context;
    private int planned;
    private int written;
    public final AtomicInteger asked = new AtomicInteger();
    public final AtomicInteger askedWithUnwrittenPlan = new AtomicInteger();

    public WordyPlans(SluiceContext context) {
        this.context = context;
    }

    public record Plan() implements BatchInput {
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
