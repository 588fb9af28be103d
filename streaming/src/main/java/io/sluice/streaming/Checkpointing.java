package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.SluiceConf;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function0;
import io.sluice.streaming.checkpoint.CheckOnly;
import io.sluice.streaming.checkpoint.Checkpoint;
import io.sluice.streaming.checkpoint.Journal;
import io.sluice.streaming.checkpoint.Operator;
import io.sluice.streaming.checkpoint.OperatorTable;
import io.sluice.streaming.checkpoint.SetAside;
import io.sluice.streaming.checkpoint.Verdict;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.StatefulNode;
import io.sluice.streaming.graph.StreamGraph;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoint of a streaming context: where it is, and whether the program fits it. */
final class Checkpointing {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingContext.class);

    /** What is wrong with the directory itself, and not with the moment. */
    private static final Set<ErrorCode> UNUSABLE =
            Set.of(ErrorCode.CHECKPOINT_CORRUPT, ErrorCode.CHECKPOINT_TOO_NEW, ErrorCode.CHECKPOINT_INCOMPATIBLE);

    private final StreamGraph graph;
    private Optional<String> directory = Optional.empty();

    Checkpointing(StreamGraph graph) {
        this.graph = graph;
    }

    /** Calls the function that builds the program. */
    static StreamingContext create(Function0<StreamingContext> creating) {
        StreamingContext created;
        try {
            created = creating.call();
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new UndeclaredThrowableException(checked, "the function that builds the program failed");
        }
        return requireNonNull(created, "the function that builds the program returned null");
    }

    void at(String newDirectory) {
        directory = Optional.ofNullable(newDirectory);
        graph.checkpointTo(directory);
    }

    Optional<String> directory() {
        return directory;
    }

    /**
     * Tells whether the program, as it is now, fits what the directory holds.
     *
     * @param beginAnew whether to put a directory aside that cannot be used
     */
    void announce(boolean beginAnew) {
        try {
            announce();
        } catch (StreamException unusable) {
            if (!beginAnew || !UNUSABLE.contains(unusable.code())) {
                throw unusable;
            }
            Path aside = SetAside.directory(directory.orElseThrow());
            LOG.warn("The checkpoint cannot be used, and is now {}; the program begins anew", aside, unusable);
            announce();
        }
    }

    private void announce() {
        Verdict verdict = Checkpoint.verdict(directory.orElseThrow(), table(), givenUp());
        if (isCheckOnly()) {
            throw new CheckOnly(verdict);
        }
        verdict.requireCompatible();
        LOG.info("{}", verdict);
    }

    private boolean isCheckOnly() {
        return !conf().get(StreamingSettings.CHECKPOINT_CHECK_ONLY).isEmpty();
    }

    /**
     * Takes the directory, if there is one.
     *
     * @throws io.sluice.error.StreamException {@code CHECKPOINT_INCOMPATIBLE} and whatever else is wrong with it
     */
    Optional<Journal> open(Supplier<Map<String, Double>> rates) {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        if (isCheckOnly()) {
            announce();
        }
        warnOfLossySources();
        Checkpoint checkpoint = Checkpoint.open(directory.get());
        try {
            OperatorTable table = table();
            Verdict verdict = checkpoint.verdict(table, givenUp());
            verdict.requireCompatible();
            LOG.info("{}", verdict);
            return Optional.of(new Journal(checkpoint, graph, table, rates));
        } catch (RuntimeException unfit) {
            checkpoint.close();
            throw unfit;
        }
    }

    private void warnOfLossySources() {
        graph.inputs().stream()
                .filter(input -> !input.isReplayable())
                .forEach(input -> LOG.warn(
                        "The records of '{}' ({}) are in memory only: batches that a crash interrupts run again without"
                                + " them",
                        input.name(),
                        input.site()));
    }

    private SluiceConf conf() {
        return graph.context().getConf();
    }

    private Set<String> givenUp() {
        return Arrays.stream(conf().get(StreamingSettings.CHECKPOINT_GIVE_UP).split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** What the program looks like to a checkpoint. */
    private OperatorTable table() {
        List<Operator> operators = new ArrayList<>();
        for (InputNode<?, ?> input : graph.inputs()) {
            operators.add(operator(
                    input.name(),
                    Operator.Kind.SOURCE,
                    input.site().operation(),
                    input.isNamed(),
                    Map.of(Operator.REPLAYABLE, Boolean.toString(input.isReplayable()))));
        }
        for (StatefulNode node : graph.stateful()) {
            operators.add(operator(
                    node.name(), Operator.Kind.STATE, node.site().operation(), node.isNamed(), node.stateProperties()));
        }
        for (Output<?> output : graph.outputs()) {
            operators.add(operator(
                    output.name(), Operator.Kind.OUTPUT, output.site().operation(), output.isNamed(), Map.of()));
        }
        return new OperatorTable(graph.context().appName(), graph.batchInterval(), operators);
    }

    private static Operator operator(
            String name, Operator.Kind kind, String operation, boolean named, Map<String, String> properties) {
        SortedMap<String, String> sorted = new TreeMap<>(properties);
        return new Operator(name, kind, operation, named, sorted);
    }
}
