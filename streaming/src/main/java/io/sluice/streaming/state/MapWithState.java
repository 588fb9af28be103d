package io.sluice.streaming.state;

import io.sluice.CallSite;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StateRdds;
import io.sluice.Tuple2;
import io.sluice.lineage.StateProgress;
import io.sluice.state.StateId;
import io.sluice.streaming.Time;
import io.sluice.streaming.graph.StateOperator;
import java.time.Duration;
import java.util.Optional;

/** {@code mapWithState}: a function over each record and the state of its key. */
public final class MapWithState<K, V, S, M> implements StateOperator<Tuple2<K, V>, M> {
    private final SluiceContext context;
    private final MappingFunction<K, V, S, M> function;
    private final Partitioner byKey;
    private final InitialState<K, S> initial;
    private final long timeoutMillis;
    private final CallSite site = CallSite.here();

    /**
     * Makes the operator.
     *
     * @param initial what the state begins with; null for nothing
     */
    public MapWithState(
            SluiceContext context,
            MappingFunction<K, V, S, M> function,
            Partitioner byKey,
            PairRdd<K, S> initial,
            Optional<Duration> timeout) {
        this.context = context;
        this.function = function;
        this.byKey = byKey;
        this.initial = new InitialState<>(initial, byKey);
        this.timeoutMillis = timeout.map(Duration::toMillis).orElse(MapStep.NO_TIMEOUT);
    }

    @Override
    public Updated<M> update(Optional<Rdd<Tuple2<K, V>>> records, Time time, StateId state, StateProgress progress) {
        PairRdd<K, V> batch =
                PairRdd.fromRdd(records.orElseGet(context::emptyRDD)).partitionBy(byKey);
        Rdd<M> mapped = StateRdds.update(
                initial.before(batch, byKey, progress),
                byKey,
                state,
                progress,
                time.milliseconds(),
                new MapStep<>(function, timeoutMillis, time, KeyErrors.of(context, state, site, time)));
        return new Updated<>(mapped, mapped, false);
    }

    @Override
    public int numPartitions() {
        return byKey.numPartitions();
    }
}
