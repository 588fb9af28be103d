package io.sluice;

import io.sluice.function.FlatMapFunction2;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.StateEntries;
import io.sluice.lineage.StateProgress;
import io.sluice.lineage.StateStep;
import io.sluice.lineage.StateUpdate;
import io.sluice.lineage.Zip;
import io.sluice.operator.ZipPartitionsOperator;
import io.sluice.state.StateId;
import java.util.Iterator;
import java.util.List;

/** RDDs that change or read keyed state: what the stateful operators of streams are made of. */
public final class StateRdds {
    private StateRdds() {}

    /**
     * Two datasets side by side, partition by partition, with the keys where they were. Both are spread by {@code byKey}.
     *
     * @param together what to make of a partition of each
     */
    public static <K, A, B, C> PairRdd<K, C> together(
            PairRdd<K, A> first,
            PairRdd<K, B> second,
            Partitioner byKey,
            FlatMapFunction2<Iterator<Tuple2<K, A>>, Iterator<Tuple2<K, B>>, Tuple2<K, C>> together) {
        SluiceContext context = first.context();
        return new PairRdd<>(
                context,
                new Zip<>(
                        context.origin(),
                        List.of(
                                first.partitionBy(byKey).lineage(),
                                second.partitionBy(byKey).lineage()),
                        new ZipPartitionsOperator<>(together),
                        byKey));
    }

    /**
     * The records run against the state of an operator, once, whatever jobs ask for them: what the step emitted.
     *
     * @param byKey how keys are spread over the partitions of the state
     * @param progress which version the update stands on, when it runs
     * @param version the version it writes: the time of its batch, in milliseconds
     */
    public static <K, V, S, T> Rdd<T> update(
            PairRdd<K, V> records,
            Partitioner byKey,
            StateId state,
            StateProgress progress,
            long version,
            StateStep<K, V, S, T> step) {
        SluiceContext context = records.context();
        return new Rdd<>(
                context,
                new StateUpdate<>(
                        context.origin(),
                        records.partitionBy(byKey).lineage(),
                        byKey,
                        state,
                        progress,
                        version,
                        step,
                        new Shuffle.Results()));
    }

    /** The latest version that each partition of a state has, which is on the disk when this returns; after an update of all. */
    public static long[] versions(SluiceContext context, StateId state, int partitions) {
        return context.engine().stateVersions(state, partitions);
    }

    /** Gives back the memory and files of the states below a checkpoint directory; what they hold stays on the disk. */
    public static void close(SluiceContext context, String checkpoint) {
        context.engine().closeState(checkpoint);
    }

    /**
     * What the state holds after an update; lasts until the next one begins, unless it is persisted before.
     *
     * @param update what {@link #update} returned
     */
    @SuppressWarnings("unchecked") // whoever made the update knows the types of its state
    public static <K, S> PairRdd<K, S> entries(Rdd<?> update) {
        SluiceContext context = update.context();
        return new PairRdd<>(context, new StateEntries<>(context.origin(), (StateUpdate<K, ?, S, ?>) update.lineage()));
    }
}
