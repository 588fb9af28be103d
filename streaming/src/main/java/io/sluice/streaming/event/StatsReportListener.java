package io.sluice.streaming.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, after each batch, how total delay and processing time were distributed over the last batches. */
public final class StatsReportListener implements StreamingListener {
    private static final Logger LOG = LoggerFactory.getLogger(StatsReportListener.class);
    private static final int[] PERCENTILES = {0, 5, 10, 25, 50, 75, 90, 95, 100};

    private final int batches;
    private final Deque<BatchInfo> last = new ArrayDeque<>();

    /** Looks at the last 10 batches. */
    public StatsReportListener() {
        this(10);
    }

    public StatsReportListener(int numBatchInfos) {
        if (numBatchInfos < 1) {
            throw new IllegalArgumentException("statistics need at least one batch, got " + numBatchInfos);
        }
        batches = numBatchInfos;
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted batchCompleted) {
        last.addLast(batchCompleted.batchInfo());
        if (last.size() > batches) {
            last.removeFirst();
        }
        LOG.info("Total delay: {}", distribution(BatchInfo::totalDelay));
        LOG.info("Processing time: {}", distribution(BatchInfo::processingDelay));
    }

    /** The percentiles of a figure over the last batches, in words. */
    String distribution(ToLongFunction<BatchInfo> figure) {
        long[] sorted = last.stream().mapToLong(figure).sorted().toArray();
        StringBuilder words = new StringBuilder();
        for (int percentile : PERCENTILES) {
            int index = Math.min(sorted.length - 1, percentile * sorted.length / 100);
            words.append(percentile).append("%: ").append(sorted[index]).append(" ms  ");
        }
        return words.toString().stripTrailing();
    }
}
