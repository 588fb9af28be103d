package io.sluice.streaming.checkpoint;

import io.sluice.storage.log.Forcer;
import io.sluice.streaming.Time;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.StreamGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the batch cycle writes into a checkpoint, and finds there at the start. {@link #shorten}, {@link #planned} and {@link #forget} are for
 * the thread that plans, the rest for any.
 */
public final class Journal implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final StreamGraph graph;
    private final OperatorTable table;
    private final Supplier<Map<String, Double>> rates;
    private final Optional<History> before;
    private final Forcer forcer = new Forcer("sluice-batch-forcer", 1);

    /**
     * @param table the program, which fits the checkpoint
     * @param rates the present rate of each source, in records a second, by name
     */
    public Journal(Checkpoint checkpoint, StreamGraph graph, OperatorTable table, Supplier<Map<String, Double>> rates) {
        this.checkpoint = checkpoint;
        this.graph = graph;
        this.table = table;
        this.rates = rates;
        this.before = checkpoint.history();
    }

    /** What earlier runs did; none if this is the first. */
    public Optional<History> before() {
        return before;
    }

    /** Hands sources what they planned and knew. */
    public void resume() {
        for (InputNode<?, ?> input : graph.inputs()) {
            resume(input);
        }
    }

    /** Begins this run's part of the log, when the sources are started. */
    public void begin(Time zero) {
        History history =
                before.map(known -> known.continuedBy(table, zero)).orElseGet(() -> History.first(table, zero));
        checkpoint.log().begin(history.knowing(memories()));
    }

    /** One that comes back after a run of the program without it is new, but knows what it had read of what it kept itself. */
    private void resume(InputNode<?, ?> input) {
        Optional<History> known = before.filter(history ->
                history.table().named(Operator.Kind.SOURCE, input.name()).isPresent());
        Optional<History> read = known.or(() -> checkpoint.hasReceived(input.name()) ? before : Optional.empty());
        SortedMap<Time, byte[]> plans = new TreeMap<>();
        read.ifPresent(history -> history.plans().forEach((time, sources) -> {
            byte[] plan = sources.get(input.name());
            if (plan != null) {
                plans.put(time, plan);
            }
        }));
        input.resume(
                checkpoint.received(input.name()),
                known.flatMap(History::lastPlanned),
                plans,
                read.map(history -> history.memories().get(input.name())));
        before.ifPresent(history -> history.unfinished().forEach(input::requireRddFor));
    }

    /**
     * Has the log begin anew if it is long; before a batch is planned. Later would be wrong: sources would know already what
     * they have given to a batch that is not in the log yet, and a crash in between would lose it.
     */
    public void shorten() {
        if (checkpoint.log().isLong()) {
            checkpoint.log().begin(checkpoint.log().history().snapshot().knowing(memories()));
        }
    }

    /** Notes what a batch reads; durable when {@link #force} has returned. */
    public void planned(Time time) {
        Map<String, byte[]> inputs = new HashMap<>();
        for (InputNode<?, ?> input : graph.inputs()) {
            input.encodedPlan(time).ifPresent(plan -> inputs.put(input.name(), plan));
        }
        checkpoint.log().planned(time, inputs);
    }

    private Map<String, byte[]> memories() {
        Map<String, byte[]> memories = new HashMap<>();
        graph.inputs()
                .forEach(input -> memories.put(input.name(), input.source().memory()));
        return memories;
    }

    /** Has what was noted be on its way to the disk; who needs it there calls {@link #force} as well. */
    public void forceSoon() {
        forcer.soon(this::force);
    }

    /** Returns when what was noted is durable. */
    public void force() {
        checkpoint.log().force();
    }

    /** Notes that a batch is done and its results count; durable when it returns. */
    public void committed(Time time, List<String> outputs, Map<String, long[]> states) {
        checkpoint.log().committed(time, BatchFrame.Outcome.DONE, outputs, states, rates.get());
        force();
    }

    /** Notes that a batch failed and will not run again; durable when it returns. */
    public void skipped(Time time, List<String> outputs) {
        checkpoint.log().committed(time, BatchFrame.Outcome.SKIPPED, outputs, Map.of(), rates.get());
        force();
    }

    /** Drops the plans that no batch after {@code done} reads. */
    public void forget(Time done) {
        graph.inputs().stream()
                .map(InputNode::rememberDuration)
                .max(java.util.Comparator.naturalOrder())
                .ifPresent(longest -> checkpoint.log().history().forgetUntil(done.minus(longest)));
    }

    @Override
    public void close() {
        forcer.close();
        checkpoint.close();
    }
}
