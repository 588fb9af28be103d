package io.sluice.streaming.allocation;

import io.sluice.engine.Executors;
import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.time.StreamClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a program have more executors while its batches take about as long as their interval or longer, and fewer while they take
 * little of it: the rule of Spark Streaming's {@code ExecutorAllocationManager}. It looks when a batch has ended and the last look
 * was a scaling interval ago, and goes by the average of the batches since; those with a failed output say nothing. Which
 * executor goes is for the engine to say: Spark's takes any that has no receiver.
 *
 * <p>Confined to the thread that brings events.
 */
public final class ExecutorAllocation implements StreamingListener {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorAllocation.class);

    private final AllocationSettings settings;
    private final Executors executors;
    private final StreamClock clock;
    private long since;
    private long batches;
    private long millis;

    /** Begins the first interval. */
    public ExecutorAllocation(AllocationSettings settings, Executors executors, StreamClock clock) {
        this.settings = settings;
        this.executors = executors;
        this.clock = clock;
        this.since = clock.nanoTime();
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted event) {
        BatchInfo batch = event.batchInfo();
        if (batch.processingDelay() >= 0 && !hasFailed(batch)) {
            batches++;
            millis += batch.processingDelay();
        }
        if (clock.nanoTime() - since >= settings.scalingInterval().toNanos()) {
            if (batches > 0) {
                scale((double) millis / batches);
            }
            since = clock.nanoTime();
            batches = 0;
            millis = 0;
        }
    }

    private static boolean hasFailed(BatchInfo batch) {
        return batch.outputOperationInfos().values().stream()
                .anyMatch(output -> !output.failureReason().isEmpty());
    }

    private void scale(double averageMillis) {
        double ratio = averageMillis / settings.batchInterval().toMillis();
        int present = executors.count();
        int wanted = settings.wanted(ratio, present);
        LOG.info(
                "Batches took {} ms on average, {} of their interval; executors: {}, {}",
                Math.round(averageMillis),
                "%.2f".formatted(ratio),
                present,
                change(present, wanted));
    }

    /** Does what is to be done, and says what that was. */
    private String change(int present, int wanted) {
        if (wanted > present) {
            return executors.request(wanted)
                    ? "asked for %d".formatted(wanted)
                    : "and the cluster takes no request for %d".formatted(wanted);
        }
        if (wanted < present) {
            return executors
                    .release()
                    .map("of which %s goes"::formatted)
                    .orElse("of which one would go if it were idle and nobody needed it");
        }
        return "no change";
    }
}
