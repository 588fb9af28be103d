package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.log.LogStorage;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.streaming.source.StreamSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Where a source enters the graph. Its RDD at a time reads what was planned for that time, and nothing else.
 *
 * @param <T> the records
 * @param <P> what the source plans
 */
public final class InputNode<T, P extends BatchInput> extends StreamNode<T> {
    private final StreamSource<T, P> source;
    private final Optional<PlanCodec<P>> codec;
    private final Map<Time, P> planned = new ConcurrentHashMap<>();
    private final Set<Time> owed = ConcurrentHashMap.newKeySet();

    public InputNode(StreamGraph graph, StreamSource<T, P> source) {
        this(graph, id -> source);
    }

    /** With a source that is told the number of its node. */
    public InputNode(StreamGraph graph, IntFunction<? extends StreamSource<T, P>> source) {
        super(graph, List.of());
        this.source = source.apply(id());
        this.codec = this.source.planCodec();
        graph.register(this);
    }

    public StreamSource<T, P> source() {
        return source;
    }

    @Override
    public Duration slide() {
        return graph().batchInterval();
    }

    /** Fixes the input of a batch. */
    public Optional<P> plan(Time time) {
        Optional<P> input = source.plan(time);
        input.ifPresent(plan -> planned.put(time, plan));
        return input;
    }

    // ---- the checkpoint

    /** Whether a later run of the program can read again what was planned. */
    public boolean isReplayable() {
        return codec.isPresent();
    }

    /** The input of a batch that was just planned, for the checkpoint; none if there is none, or it is in memory only. */
    public Optional<byte[]> encodedPlan(Time time) {
        P plan = planned.get(time);
        return plan == null ? Optional.empty() : codec.map(known -> encode(known, plan));
    }

    private byte[] encode(PlanCodec<P> known, P plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            known.write(plan, out);
        } catch (IOException failed) {
            throw StreamException.internal("A plan of '%s' cannot be written.".formatted(name()), failed);
        }
        return bytes.toByteArray();
    }

    /**
     * Takes up what earlier runs of the program left, before the source is started.
     *
     * @param plans the plans that batches and windows may ask for, by batch
     */
    public void resume(
            LogStorage storage, Optional<Time> lastPlanned, SortedMap<Time, byte[]> plans, Optional<byte[]> memory) {
        SortedMap<Time, P> decoded = new TreeMap<>();
        plans.forEach((time, plan) -> codec.ifPresent(known -> decoded.put(time, decode(known, time, plan))));
        source.resume(new SourceCheckpoint<>(storage, lastPlanned, decoded, memory));
        planned.putAll(decoded);
    }

    private P decode(PlanCodec<P> known, Time time, byte[] plan) {
        try {
            return known.read(new DataInputStream(new ByteArrayInputStream(plan)));
        } catch (IOException | RuntimeException unreadable) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_CORRUPT,
                    "What '%s' planned for batch %s cannot be read: %s.".formatted(name(), time, unreadable),
                    "Use the version of the source that wrote it, or begin with a new checkpoint directory.",
                    unreadable);
        }
    }

    /** A batch that is run again has an RDD of this input in any case, an empty one if its records are gone. */
    public void requireRddFor(Time time) {
        if (!planned.containsKey(time)) {
            owed.add(time);
        }
    }

    /** What is known of the input of a batch that is run again. */
    public Optional<P> plannedBefore(Time time) {
        return Optional.ofNullable(planned.get(time));
    }

    // ----

    @Override
    protected void forgetUntil(Time oldest) {
        planned.keySet().removeIf(time -> time.lessEq(oldest));
        owed.removeIf(time -> time.lessEq(oldest));
    }

    /** A plan is needed until its RDD is made, and all nodes ask at planning time; windows ask the memory of RDDs. */
    @Override
    protected Optional<Rdd<T>> compute(Time time) {
        if (owed.remove(time)) {
            return Optional.of(graph().context().emptyRDD());
        }
        return Optional.ofNullable(planned.remove(time)).map(source::rdd);
    }
}
