package io.sluice.streaming.batch;

import io.sluice.streaming.Time;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.OutputJob;
import io.sluice.streaming.graph.StateJob;
import io.sluice.streaming.graph.StatefulNode;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.streaming.source.BatchInput;
import io.sluice.time.StreamClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Fixes what belongs to a batch and makes its work ready. Confined to the thread that plans. */
final class BatchPlanner {
    private final StreamGraph graph;
    private final StreamClock clock;

    BatchPlanner(StreamGraph graph, StreamClock clock) {
        this.graph = graph;
        this.clock = clock;
    }

    /** Asks every input what belongs to a batch, so that all outputs see the same records. */
    Map<Integer, StreamInputInfo> fixInputs(Time time) {
        return inputs(input -> input.plan(time));
    }

    /** What an earlier run of the program fixed for a batch. */
    Map<Integer, StreamInputInfo> fixedBefore(Time time) {
        return inputs(input -> input.plannedBefore(time));
    }

    private Map<Integer, StreamInputInfo> inputs(
            Function<InputNode<?, ?>, java.util.Optional<? extends BatchInput>> planOf) {
        Map<Integer, StreamInputInfo> inputs = new HashMap<>();
        for (InputNode<?, ?> input : graph.inputs()) {
            planOf.apply(input)
                    .ifPresent(plan ->
                            inputs.put(input.id(), new StreamInputInfo(input.id(), plan.records(), metadata(plan))));
        }
        return inputs;
    }

    private static Map<String, String> metadata(BatchInput plan) {
        Map<String, String> metadata = new HashMap<>(plan.metadata());
        metadata.put(StreamInputInfo.DESCRIPTION, plan.description());
        return metadata;
    }

    /** Makes the work of a batch: what changes state, parents first, and then each output's job, in order. */
    Batch makeWork(Time time, Map<Integer, StreamInputInfo> inputs) {
        List<StateJob> stateJobs = new ArrayList<>();
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
