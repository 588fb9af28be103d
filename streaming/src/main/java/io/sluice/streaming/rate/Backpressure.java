package io.sluice.streaming.rate;

import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps sources from taking more than is processed: after each batch it estimates what each source may take from now on.
 *
 * <p>It holds from the first batch. A source begins with the rate that an earlier run ended with, else with {@code
 * initialRate}, else gently, with 1,000 records a second; and a rate at most doubles from one batch to the next, so that a
 * backlog is met by what was measured, and not by what was hoped. Spark's begins without a limit.
 *
 * <p>Sources are added on one thread, then it begins; what batches tell it comes as events. Thread-safe.
 */
public final class Backpressure implements StreamingListener {
    private final RateSettings settings;
    private final Map<Integer, RateController> byStream = new LinkedHashMap<>();
    private final Map<String, RateController> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    public Backpressure(RateSettings settings) {
        this.settings = settings;
        settings.newEstimator();
    }

    /**
     * Adds a source.
     *
     * @param streamId the number of its stream, as in {@link BatchInfo}
     * @param name what {@link #rates} calls it
     */
    public void add(int streamId, String name, RateTarget target) {
        RateController controller = new RateController(target, settings.newEstimator(), settings.firstRate());
        byStream.put(streamId, controller);
        byName.put(name, controller);
    }

    /** Limits every source to its first rate. */
    public void begin() {
        byName.values().forEach(controller -> controller.set(controller.rate()));
    }

    /** The present rate of each source in records a second, by name: to be kept, for the next run to begin with. */
    public Map<String, Double> rates() {
        Map<String, Double> rates = new TreeMap<>();
        byName.forEach((name, controller) -> rates.put(name, controller.rate()));
        return rates;
    }

    /** Has sources go on with the rates of an earlier run; what is no rate or of no source here is passed over. */
    public void restore(Map<String, Double> rates) {
        byName.forEach((name, controller) -> {
            double rate = rates.getOrDefault(name, 0.0);
            if (rate > 0) {
                controller.set(rate);
            }
        });
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted event) {
        BatchInfo batch = event.batchInfo();
        byStream.forEach((streamId, controller) -> {
            StreamInputInfo input = batch.streamIdToInputInfo().get(streamId);
            if (input != null) {
                controller.completed(
                        batch.processingEndTime(),
                        input.numRecords(),
                        batch.processingDelay(),
                        batch.schedulingDelay());
            }
        });
    }
}
