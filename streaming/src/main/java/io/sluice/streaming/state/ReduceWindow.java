package io.sluice.streaming.state;

import io.sluice.CallSite;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StateRdds;
import io.sluice.function.Function2;
import io.sluice.lineage.StateProgress;
import io.sluice.serializer.SerializationPath;
import io.sluice.state.StateId;
import io.sluice.streaming.Time;
import io.sluice.streaming.graph.StateOperator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Windows that are reduced by what enters and leaves them.
 *
 * @param <P> the records of the parent
 * @param <V> the values that are reduced
 * @param <T> the records that come out
 */
public final class ReduceWindow<P, K, V, T> implements StateOperator<P, T> {
    private final SluiceContext context;
    private final Inverse<V> functions;
    private final Span span;
    private final Partitioner byKey;
    private final Function<Rdd<P>, PairRdd<K, V>> reduced;
    private final Function<PairRdd<K, V>, Rdd<T>> result;
    private final CallSite site = CallSite.here();

    /** What the first batch of this run stands on, known when that is planned. */
    private OptionalLong begun = OptionalLong.empty();

    /** What is put together, and how that is undone. */
    public record Inverse<V>(Function2<V, V, V> reduce, Function2<V, V, V> inverse) {
        public Inverse {
            SerializationPath.checkClosure(reduce);
            SerializationPath.checkClosure(inverse);
        }
    }

    /**
     * How far a window reaches.
     *
     * @param length a multiple of {@code step}
     * @param step how far apart the batches are that enter
     */
    public record Span(Duration length, Duration step) {
        int panes() {
            return Math.toIntExact(length.toMillis() / step.toMillis());
        }
    }

    /**
     * Makes the operator.
     *
     * @param reduced what enters the window of a batch: each key once, spread by {@code byKey}
     * @param result what comes out, made of the keys of the window and their values
     */
    public ReduceWindow(
            SluiceContext context,
            Inverse<V> functions,
            Span span,
            Partitioner byKey,
            Function<Rdd<P>, PairRdd<K, V>> reduced,
            Function<PairRdd<K, V>, Rdd<T>> result) {
        this.context = context;
        this.functions = functions;
        this.span = span;
        this.byKey = byKey;
        this.reduced = reduced;
        this.result = result;
    }

    @Override
    public Updated<T> update(Optional<Rdd<P>> records, Time time, StateId state, StateProgress progress) {
        Rdd<Void> update = StateRdds.update(
                untyped(reduced.apply(records.orElseGet(context::emptyRDD))),
                byKey,
                state,
                progress,
                time.milliseconds(),
                new WindowStep<>(
                        functions.reduce(),
                        functions.inverse(),
                        span.length().toMillis(),
                        span.panes(),
                        mayBeResized(progress),
                        time,
                        KeyErrors.of(context, state, site, time)));
        return new Updated<>(update, result.apply(values(update)), true);
    }

    /** Batches that are planned before the first one of a run is committed all may be the first. */
    private boolean mayBeResized(StateProgress progress) {
        if (begun.isEmpty()) {
            begun = OptionalLong.of(progress.version());
        }
        return begun.getAsLong() == progress.version();
    }

    @SuppressWarnings("unchecked") // keys of a window stand beside those of its panes
    private static <K, V> PairRdd<Object, V> untyped(PairRdd<K, V> pairs) {
        return (PairRdd<Object, V>) pairs;
    }

    @SuppressWarnings("unchecked") // running values are Vs, under Ks
    private PairRdd<K, V> values(Rdd<Void> update) {
        PairRdd<Object, Object> entries = StateRdds.entries(update);
        return (PairRdd<K, V>) entries.filter(entry -> entry._2() instanceof Running)
                .mapValues(running -> (V) ((Running) running).value());
    }

    @Override
    public int numPartitions() {
        return byKey.numPartitions();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                "window", span.length().toMillis() + " ms",
                "slide", span.step().toMillis() + " ms");
    }
}
