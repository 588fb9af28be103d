package io.sluice.streaming.graph;

import io.sluice.CallSite;
import io.sluice.Leftovers;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The nodes of a streaming program, its inputs and its outputs, in the order in which the program made them. Built by one
 * thread before the start; frozen after.
 */
public final class StreamGraph {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");

    private final SluiceContext context;
    private final Duration batchInterval;
    private final List<StreamNode<?>> nodes = new ArrayList<>();
    private final List<InputNode<?, ?>> inputs = new ArrayList<>();
    private final List<Output<?>> outputs = new ArrayList<>();
    private final Map<String, Integer> named = new HashMap<>();
    private Duration remember = Duration.ZERO;
    private Optional<String> checkpointDirectory = Optional.empty();
    private List<StatefulNode> stateful = List.of();
    private boolean frozen;
    private volatile Time zeroTime;

    public StreamGraph(SluiceContext context, Duration batchInterval) {
        if (batchInterval.toMillis() < 1 || batchInterval.toNanos() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "the batch interval must be a whole number of milliseconds, at least 1, got " + batchInterval);
        }
        this.context = context;
        this.batchInterval = batchInterval;
    }

    public SluiceContext context() {
        return context;
    }

    public Duration batchInterval() {
        return batchInterval;
    }

    public List<InputNode<?, ?>> inputs() {
        return inputs;
    }

    public List<Output<?>> outputs() {
        return outputs;
    }

    /** The nodes with state that outputs stand on, in the order in which the program made them: parents first. */
    public List<StatefulNode> stateful() {
        return frozen ? stateful : findStateful();
    }

    private List<StatefulNode> findStateful() {
        Set<StreamNode<?>> used = usedNodes();
        return nodes.stream()
                .filter(used::contains)
                .filter(StatefulNode.class::isInstance)
                .map(StatefulNode.class::cast)
                .toList();
    }

    /** Keeps state in a directory, which is the program's checkpoint. */
    public void checkpointTo(Optional<String> directory) {
        checkpointDirectory = directory;
    }

    /** Where state is kept, as the program gave it. */
    public Optional<String> checkpointDirectory() {
        return checkpointDirectory;
    }

    /** One batch interval before the first batch; null before the start. */
    public Time zeroTime() {
        return zeroTime;
    }

    int register(StreamNode<?> node) {
        requireNotStarted("a new stream");
        nodes.add(node);
        return nodes.size() - 1;
    }

    /** A name for the next node or output of a kind. */
    String nextName(String kind) {
        return kind + "-" + named.merge(kind, 1, Integer::sum);
    }

    String requireGoodName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name must be 1 to 100 letters, digits, dots, dashes or underscores, and begin with a letter, got '%s'"
                            .formatted(name));
        }
        return name;
    }

    void register(InputNode<?, ?> input) {
        inputs.add(input);
    }

    int register(Output<?> output) {
        requireNotStarted("a new output");
        outputs.add(output);
        return outputs.size() - 1;
    }

    /** Keeps every stream's RDDs for at least that long; once only. */
    public void remember(Duration duration) {
        requireNotStarted("remember");
        if (!remember.isZero()) {
            throw new IllegalStateException("remember was set already, to " + remember);
        }
        remember = duration;
    }

    /** Throws if the program is started, naming what comes too late. */
    public void requireNotStarted(String what) {
        if (frozen) {
            throw new IllegalStateException(
                    "%s must come before the streaming context is started: it is started, or over, and cannot be changed"
                            .formatted(what));
        }
    }

    /** No change is allowed from now on. */
    public void freeze() {
        stateful = findStateful();
        frozen = true;
    }

    /**
     * Checks that the graph can run.
     *
     * @throws StreamException {@code GRAPH_INVALID}, naming the line of the program that is wrong
     */
    public void validate() {
        if (outputs.isEmpty()) {
            throw new StreamException(
                    ErrorCode.GRAPH_INVALID,
                    "The program has no output, so there is nothing to execute.",
                    "Call print, foreachRDD or saveAsTextFiles on a stream before start.");
        }
        Set<StreamNode<?>> used = usedNodes();
        nodes.stream().filter(used::contains).forEach(StreamNode::check);
        nodes.forEach(StreamNode::validate);
        requireDifferentNames();
    }

    private Set<StreamNode<?>> usedNodes() {
        Set<StreamNode<?>> used = new HashSet<>();
        Deque<StreamNode<?>> open = new ArrayDeque<>();
        outputs.forEach(output -> open.add(output.parent()));
        while (!open.isEmpty()) {
            StreamNode<?> node = open.remove();
            if (used.add(node)) {
                open.addAll(node.parents());
            }
        }
        return used;
    }

    private void requireDifferentNames() {
        Map<String, CallSite> sites = new HashMap<>();
        nodes.forEach(node -> requireNew(node.name(), node.site(), sites));
        outputs.forEach(output -> requireNew(output.name(), output.site(), sites));
    }

    private static void requireNew(String name, CallSite site, Map<String, CallSite> sites) {
        CallSite other = sites.put(name, site);
        if (other != null) {
            throw new StreamException(
                    ErrorCode.GRAPH_INVALID,
                    "%s and %s have the same name, '%s'.".formatted(other, site, name),
                    "Give each stream and output a name of its own.");
        }
    }

    /** Fixes the time that all valid times are counted from, and how long each stream is remembered. */
    public void begin(Time zero) {
        zeroTime = zero;
        outputs.forEach(output -> output.parent().remember(remember));
        nodes.forEach(node -> node.remember(remember));
    }

    /** Drops what no batch after {@code done} needs. */
    public void forget(Time done, boolean unpersist) {
        List<Rdd<?>> dropped = new ArrayList<>();
        nodes.forEach(node -> node.forget(done, unpersist, dropped::add));
        List<Rdd<?>> remembered = new ArrayList<>();
        nodes.forEach(node -> node.forEachRemembered(remembered::add));
        Leftovers.giveUp(context, dropped, remembered);
        inputs.forEach(input -> input.source().forget(done.minus(input.rememberDuration())));
    }
}
