package io.sluice.streaming.batch;

import io.sluice.streaming.Time;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.OutputJob;
import io.sluice.streaming.graph.StateJob;
import io.sluice.streaming.graph.StatefulNode;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.time.StreamClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fixes what belongs to a batch and makes its work ready. Confined to the thread that plans. */
final class BatchPlanner {
    private final StreamGraph graph;
    private final StreamClock clock;

    BatchPlanner(StreamGraph graph, StreamClock clock) {
        this.graph = graph;
        this.clock = clock;
    }

    /** Every input first, so that all outputs see the same records; then what changes state; then each output's job. */
    Batch plan(Time time) {
        Map<Integer, StreamInputInfo> inputs = new HashMap<>();
        for (InputNode<?, ?> input : graph.inputs()) {
            input.plan(time)
                    .ifPresent(plan -> inputs.put(
                            input.id(),
                            new StreamInputInfo(
                                    input.id(),
                                    plan.records(),
                                    Map.of(StreamInputInfo.DESCRIPTION, plan.description()))));
        }
        List<StateJob> stateJobs = new ArrayList<>(graph.stateful().size());
        for (StatefulNode node : graph.stateful()) {
            StateJob.of(node, time).ifPresent(stateJobs::add);
        }
        List<OutputJob<?>> jobs = new ArrayList<>(graph.outputs().size());
        for (Output<?> output : graph.outputs()) {
            OutputJob.of(output, time).ifPresent(jobs::add);
        }
        return new Batch(time, stateJobs, jobs, inputs, clock.millis());
    }
}
