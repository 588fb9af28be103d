package io.sluice.streaming.state;

import io.sluice.CallSite;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StateRdds;
import io.sluice.Tuple2;
import io.sluice.Tuple3;
import io.sluice.function.Function;
import io.sluice.function.Function4;
import io.sluice.lineage.StateProgress;
import io.sluice.lineage.StateStep;
import io.sluice.serializer.SerializationPath;
import io.sluice.state.StateId;
import io.sluice.streaming.Time;
import io.sluice.streaming.graph.StateOperator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** {@code updateStateByKey}: a function that makes a key's next state of its last one and its new values. */
public final class UpdateByKey<K, V, S> implements StateOperator<Tuple2<K, V>, Tuple2<K, S>> {
    private final SluiceContext context;
    private final Partitioner byKey;
    private final boolean rememberPartitioner;
    private final InitialState<K, S> initial;
    private final java.util.function.Function<KeyErrors, StateStep<K, Object, S, Void>> steps;
    private final CallSite site = CallSite.here();

    private UpdateByKey(
            SluiceContext context,
            Partitioner byKey,
            boolean rememberPartitioner,
            PairRdd<K, S> initial,
            java.util.function.Function<KeyErrors, StateStep<K, Object, S, Void>> steps) {
        this.context = context;
        this.byKey = byKey;
        this.rememberPartitioner = rememberPartitioner;
        this.initial = new InitialState<>(initial, byKey);
        this.steps = steps;
    }

    /**
     * With a function that is called for each key.
     *
     * @param initial what the state begins with; null for nothing
     */
    public static <K, V, S> UpdateByKey<K, V, S> ofKeys(
            SluiceContext context,
            Function4<Time, K, List<V>, Optional<S>, Optional<S>> function,
            Partitioner byKey,
            boolean rememberPartitioner,
            PairRdd<K, S> initial) {
        SerializationPath.checkClosure(function);
        return new UpdateByKey<>(
                context,
                byKey,
                rememberPartitioner,
                initial,
                errors -> new UpdateStep<>(function, errors.time(), errors));
    }

    /**
     * With a function that is called for each partition.
     *
     * @param initial what the state begins with; null for nothing
     */
    public static <K, V, S> UpdateByKey<K, V, S> ofPartitions(
            SluiceContext context,
            Function<Iterator<Tuple3<K, List<V>, Optional<S>>>, Iterator<Tuple2<K, S>>> function,
            Partitioner byKey,
            boolean rememberPartitioner,
            PairRdd<K, S> initial) {
        SerializationPath.checkClosure(function);
        return new UpdateByKey<>(
                context,
                byKey,
                rememberPartitioner,
                initial,
                errors -> new IteratorUpdateStep<>(function, byKey, errors));
    }

    @Override
    public Updated<Tuple2<K, S>> update(
            Optional<Rdd<Tuple2<K, V>>> records, Time time, StateId state, StateProgress progress) {
        PairRdd<K, V> batch =
                PairRdd.fromRdd(records.orElseGet(context::emptyRDD)).partitionBy(byKey);
        Rdd<Void> update = StateRdds.update(
                initial.before(batch, byKey, progress),
                byKey,
                state,
                progress,
                time.milliseconds(),
                steps.apply(KeyErrors.of(context, state, site, time)));
        PairRdd<K, S> entries = StateRdds.entries(update);
        return new Updated<>(update, rememberPartitioner ? entries.toRdd() : entries.map(entry -> entry), true);
    }

    @Override
    public int numPartitions() {
        return byKey.numPartitions();
    }
}
