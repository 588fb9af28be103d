package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function3;
import io.sluice.function.Function4;
import io.sluice.serializer.SerializationPath;
import io.sluice.streaming.state.MapWithState;
import io.sluice.streaming.state.MappingFunction;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@link PairDStream#mapWithState} does: a function over each record and the state of its key, and how the state is
 * kept. Confined to the thread that builds the program. Spark's {@code StateSpec}.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param <S> the state
 * @param <M> what the function makes of a record
 */
public final class StateSpec<K, V, S, M> {
    private final MappingFunction<K, V, S, M> function;
    private PairRdd<K, S> initialState;
    private Partitioner partitioner;
    private Duration timeout;

    private StateSpec(MappingFunction<K, V, S, M> function) {
        this.function = function;
    }

    /**
     * With a function of the batch time, a key, a value and the key's state, which may make nothing of a record. It is called
     * once for each record, and, with a {@link #timeout}, once without value for each key that times out.
     *
     * @throws StreamException {@code CLOSURE_NOT_SERIALIZABLE} if it cannot be sent to a task
     */
    public static <K, V, S, M> StateSpec<K, V, S, M> function(
            Function4<Time, K, Optional<V>, State<S>, Optional<M>> mappingFunction) {
        SerializationPath.checkClosure(requireNonNull(mappingFunction, "mappingFunction"));
        return new StateSpec<>((time, key, value, state, mapped) -> {
            Optional<M> result = mappingFunction.call(time, key, value, state);
            if (result == null) {
                throw new StreamException(
                        ErrorCode.NULL_FROM_FUNCTION,
                        "The function returned null.",
                        "Return Optional.empty() to make nothing of a record.");
            }
            if (result.isPresent()) {
                mapped.accept(result.get());
            }
        });
    }

    /**
     * With a function of a key, a value and the key's state, whose result for each record is a record.
     *
     * @throws StreamException {@code CLOSURE_NOT_SERIALIZABLE} if it cannot be sent to a task
     */
    public static <K, V, S, M> StateSpec<K, V, S, M> function(Function3<K, Optional<V>, State<S>, M> mappingFunction) {
        SerializationPath.checkClosure(requireNonNull(mappingFunction, "mappingFunction"));
        return new StateSpec<>(
                (time, key, value, state, mapped) -> mapped.accept(mappingFunction.call(key, value, state)));
    }

    /** The state that keys begin with: read once, in the first batch of a program that has no state yet. */
    public StateSpec<K, V, S, M> initialState(PairRdd<K, S> rdd) {
        initialState = requireNonNull(rdd, "rdd");
        return this;
    }

    /** {@link #initialState(PairRdd)} */
    public StateSpec<K, V, S, M> initialState(Rdd<Tuple2<K, S>> rdd) {
        return initialState(PairRdd.fromRdd(rdd));
    }

    /** Spreads keys by hash over so many partitions; the last call of this and {@link #partitioner} counts. */
    public StateSpec<K, V, S, M> numPartitions(int numPartitions) {
        return partitioner(new HashPartitioner(numPartitions));
    }

    /** How keys are spread; by hash over the default parallelism if not said. */
    public StateSpec<K, V, S, M> partitioner(Partitioner byKey) {
        partitioner = requireNonNull(byKey, "byKey");
        return this;
    }

    /**
     * Removes the state of keys that have been idle: in the first batch whose time is at least {@code idleDuration} after the
     * last batch with a record of the key, unless it has a record itself. Any record counts, whether it updates the state or
     * not.
     */
    public StateSpec<K, V, S, M> timeout(Duration idleDuration) {
        if (idleDuration.toMillis() < 1) {
            throw new IllegalArgumentException("a time-out must be at least 1 ms, got " + idleDuration);
        }
        timeout = idleDuration;
        return this;
    }

    MapWithState<K, V, S, M> over(StreamingContext streaming) {
        Partitioner byKey = partitioner != null
                ? partitioner
                : new HashPartitioner(streaming.sluiceContext().defaultParallelism());
        return new MapWithState<>(
                streaming.sluiceContext(), function, byKey, initialState, Optional.ofNullable(timeout));
    }
}
