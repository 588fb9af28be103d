package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function2;
import io.sluice.lineage.Lineage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Aggregates in rounds. Each round puts what several partitions found together in fewer partitions, as long as that saves the
 * program more than the round costs.
 */
final class Trees {
    static final int DEFAULT_DEPTH = 2;

    private Trees() {}

    static <T, U> U aggregate(
            SluiceContext context,
            Lineage<T> lineage,
            U zeroValue,
            Function2<U, T, U> seqOp,
            Function2<U, U, U> combOp,
            int depth,
            boolean finishInTask) {
        requireNonNull(seqOp, "seqOp");
        requireNonNull(combOp, "combOp");
        if (depth < 1) {
            throw new IllegalArgumentException("the depth of a tree must be at least 1, got " + depth);
        }
        Zero<U> zero = Zero.of(zeroValue);
        Rdd<U> partial = new Rdd<>(context, lineage).mapPartitions(records -> {
            U folded = zero.fresh();
            while (records.hasNext()) {
                folded = seqOp.call(folded, records.next());
            }
            return one(folded);
        });
        int partitions = partial.getNumPartitions();
        int scale = Math.max(2, (int) Math.ceil(Math.pow(partitions, 1.0 / depth)));
        while (partitions > scale + (partitions + scale - 1) / scale) {
            partitions /= scale;
            partial = together(partial, partitions, combOp);
        }
        if (finishInTask && partitions > 1) {
            partial = together(partial, 1, combOp);
        }
        return Reducing.aggregate(partial.jobs(), zeroValue, combOp, combOp);
    }

    private static <U> Rdd<U> together(Rdd<U> partial, int partitions, Function2<U, U, U> combOp) {
        PairRdd<Integer, U> numbered = PairRdd.fromRdd(partial.mapPartitionsWithIndex(
                (index, records) -> one(new Tuple2<>(index % partitions, records.next())), false));
        return numbered.reduceByKey(new HashPartitioner(partitions), combOp).values();
    }

    static <T> T reduce(SluiceContext context, Lineage<T> lineage, Function2<T, T, T> f, int depth) {
        List<T> reduced = Trees.<T, List<T>>aggregate(
                context,
                lineage,
                new ArrayList<>(1),
                (some, record) -> with(some, record, f),
                (some, more) -> more.isEmpty() ? some : with(some, more.get(0), f),
                depth,
                false);
        if (reduced.isEmpty()) {
            throw new UnsupportedOperationException("treeReduce needs a record, and there is none");
        }
        return reduced.get(0);
    }

    /** A list of one record or of none stands for what was found so far. */
    private static <T> List<T> with(List<T> some, T record, Function2<T, T, T> f) throws Exception {
        if (some.isEmpty()) {
            some.add(record);
        } else {
            some.set(0, f.call(some.get(0), record));
        }
        return some;
    }

    private static <T> Iterator<T> one(T value) {
        List<T> list = new ArrayList<>(1);
        list.add(value);
        return list.iterator();
    }
}
