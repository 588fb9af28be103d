package io.sluice.streaming;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.engine.Executors;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.allocation.AllocationSettings;
import io.sluice.streaming.allocation.ExecutorAllocation;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.streaming.receiver.RemoteReceiverSource;
import io.sluice.time.StreamClock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what adds and removes executors, if a program's settings ask for it and its engine has some. */
final class Allocating {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingContext.class);

    private Allocating() {}

    static Optional<ExecutorAllocation> of(StreamGraph graph, SluiceContext context, StreamClock clock) {
        SluiceConf conf = context.getConf();
        if (!conf.get(StreamingSettings.ALLOCATION)) {
            return Optional.empty();
        }
        AllocationSettings settings = settings(graph, conf);
        Optional<Executors> executors = context.engine().executors();
        if (executors.isEmpty()) {
            LOG.warn(
                    "Setting {} has no effect: one process has no executors to add or remove",
                    StreamingSettings.ALLOCATION.key());
        }
        return executors.map(all -> {
            if (all.areManaged()) {
                throw new StreamException(
                        ErrorCode.INVALID_SETTING,
                        "Both %s and spark.dynamicAllocation.enabled are set, and each would undo what the other does."
                                .formatted(StreamingSettings.ALLOCATION.key()),
                        "Set one of them: the first goes by how long batches take, the other by tasks that wait.");
            }
            return new ExecutorAllocation(settings, all, clock);
        });
    }

    private static AllocationSettings settings(StreamGraph graph, SluiceConf conf) {
        long max = conf.get(StreamingSettings.ALLOCATION_MAX);
        boolean least = conf.contains(StreamingSettings.ALLOCATION_MIN.key());
        try {
            return new AllocationSettings(
                    graph.batchInterval(),
                    least ? conf.get(StreamingSettings.ALLOCATION_MIN) : Math.max(1, Math.min(receivers(graph), max)),
                    max,
                    conf.get(StreamingSettings.ALLOCATION_INTERVAL),
                    conf.get(StreamingSettings.ALLOCATION_UP),
                    conf.get(StreamingSettings.ALLOCATION_DOWN));
        } catch (IllegalArgumentException outOfRange) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    outOfRange.getMessage() + ".",
                    "Mend the settings of sluice.streaming.dynamicAllocation that it is about, or leave them out.",
                    outOfRange);
        }
    }

    private static long receivers(StreamGraph graph) {
        return graph.inputs().stream()
                .filter(input -> input.source() instanceof RemoteReceiverSource)
                .count();
    }
}
