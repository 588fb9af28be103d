package io.sluice.streaming.state;

import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.StateRdds;
import io.sluice.Tuple2;
import io.sluice.lineage.StateProgress;
import io.sluice.state.StatePartition;
import java.util.Collections;
import java.util.Iterator;

/**
 * What the state of an operator begins with: handed to the first batch ahead of its records, and to no batch that stands on
 * another, also after a restart. Confined to the thread that plans.
 */
final class InitialState<K, S> {
    private PairRdd<K, S> rdd;

    /** With nothing if {@code rdd} is null. */
    InitialState(PairRdd<K, S> rdd, Partitioner byKey) {
        this.rdd = rdd == null ? null : rdd.partitionBy(byKey);
    }

    /** A value that a key begins with, among the records of a batch. */
    record Value(Object state) {}

    /**
     * A batch's records with the initial values before them. Batches that are planned before the first one is committed all
     * get them, as it may fail; which is the first, they find out when they run.
     */
    <V> PairRdd<K, Object> before(PairRdd<K, V> records, Partitioner byKey, StateProgress progress) {
        if (rdd != null && progress.version() != StatePartition.EMPTY) {
            rdd = null;
        }
        PairRdd<K, S> initial = rdd;
        if (initial == null) {
            return untyped(records);
        }
        return StateRdds.together(
                initial,
                records,
                byKey,
                (values, batch) -> new FirstThen<>(
                        progress.version() == StatePartition.EMPTY ? values : Collections.emptyIterator(), batch));
    }

    @SuppressWarnings("unchecked") // read only
    private static <K, V> PairRdd<K, Object> untyped(PairRdd<K, V> records) {
        return (PairRdd<K, Object>) records;
    }

    private record FirstThen<K, S, V>(Iterator<Tuple2<K, S>> initial, Iterator<Tuple2<K, V>> batch)
            implements Iterator<Tuple2<K, Object>> {
        @Override
        public boolean hasNext() {
            return initial.hasNext() || batch.hasNext();
        }

        @Override
        public Tuple2<K, Object> next() {
            if (initial.hasNext()) {
                Tuple2<K, S> next = initial.next();
                return new Tuple2<>(next._1(), new Value(next._2()));
            }
            Tuple2<K, V> next = batch.next();
            return new Tuple2<>(next._1(), next._2());
        }
    }
}
