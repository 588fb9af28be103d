package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.lineage.CoGroup;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.MapOperator;
import io.sluice.operator.MatchOperator;
import io.sluice.operator.Operator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Brings records of the same key together: every join is what it makes of the groups of a cogroup. */
final class Joins {
    private Joins() {}

    /** The pairs of values of the same key; where a side is kept, its values without partner are paired with null. */
    static <K, V, W, R> PairRdd<K, R> match(
            SluiceContext context,
            Partitioner partitioner,
            Lineage<Tuple2<K, V>> left,
            Lineage<Tuple2<K, W>> right,
            boolean keepLeft,
            boolean keepRight,
            Function2<V, W, R> pairing) {
        Operator<Tuple2<K, List<?>[]>, Tuple2<K, R>> operator = new MatchOperator<>(keepLeft, keepRight, pairing);
        return grouped(context, partitioner, List.of(left, right), operator);
    }

    /** The records on the left whose key is not on the right. */
    static <K, V, W> PairRdd<K, V> without(
            SluiceContext context, Partitioner partitioner, Lineage<Tuple2<K, V>> left, Lineage<Tuple2<K, W>> right) {
        Operator<Tuple2<K, List<?>[]>, Tuple2<K, V>> operator = new FlatMapOperator<>(group ->
                group._2()[1].isEmpty() ? pairs(group) : List.<Tuple2<K, V>>of().iterator());
        return grouped(context, partitioner, List.of(left, right), operator);
    }

    static <K, V, W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> two(
            SluiceContext context, Partitioner partitioner, Lineage<Tuple2<K, V>> a, Lineage<Tuple2<K, W>> b) {
        return grouped(
                context, partitioner, List.of(a, b), groups(lists -> new Tuple2<>(values(lists[0]), values(lists[1]))));
    }

    static <K, V, W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> three(
            SluiceContext context,
            Partitioner partitioner,
            Lineage<Tuple2<K, V>> a,
            Lineage<Tuple2<K, W1>> b,
            Lineage<Tuple2<K, W2>> c) {
        return grouped(
                context,
                partitioner,
                List.of(a, b, c),
                groups(lists -> new Tuple3<>(values(lists[0]), values(lists[1]), values(lists[2]))));
    }

    static <K, V, W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> four(
            SluiceContext context,
            Partitioner partitioner,
            Lineage<Tuple2<K, V>> a,
            Lineage<Tuple2<K, W1>> b,
            Lineage<Tuple2<K, W2>> c,
            Lineage<Tuple2<K, W3>> d) {
        return grouped(
                context,
                partitioner,
                List.of(a, b, c, d),
                groups(lists -> new Tuple4<>(values(lists[0]), values(lists[1]), values(lists[2]), values(lists[3]))));
    }

    private static <K, R> PairRdd<K, R> grouped(
            SluiceContext context,
            Partitioner partitioner,
            List<Lineage<? extends Tuple2<K, ?>>> parents,
            Operator<Tuple2<K, List<?>[]>, Tuple2<K, R>> operator) {
        requireNonNull(partitioner, "partitioner");
        List<Lineage<? extends Tuple2<K, ?>>> alike = new ArrayList<>(parents.size());
        for (Lineage<? extends Tuple2<K, ?>> parent : parents) {
            alike.add(partitioned(context, partitioner, parent));
        }
        Lineage<Tuple2<K, List<?>[]>> groups = new CoGroup<>(context.origin(), alike, partitioner);
        return new PairRdd<>(context, new Narrow<>(context.origin(), groups, operator, true));
    }

    @SuppressWarnings("unchecked") // a shuffle does not look at values
    private static <K> Lineage<? extends Tuple2<K, ?>> partitioned(
            SluiceContext context, Partitioner partitioner, Lineage<? extends Tuple2<K, ?>> parent) {
        return parent.partitioner().filter(partitioner::equals).isPresent()
                ? parent
                : new Shuffle<>(
                        context.origin(),
                        (Lineage<Tuple2<K, Object>>) parent,
                        partitioner,
                        null,
                        null,
                        new Shuffle.Results());
    }

    private static <K, R> Operator<Tuple2<K, List<?>[]>, Tuple2<K, R>> groups(Function<List<?>[], R> together) {
        return new MapOperator<>(group -> new Tuple2<>(group._1(), together.call(group._2())));
    }

    @SuppressWarnings("unchecked") // the lists are in the order of the parents, whose types the caller knows
    private static <V> Iterable<V> values(List<?> list) {
        return (Iterable<V>) list;
    }

    private static <K, V> Iterator<Tuple2<K, V>> pairs(Tuple2<K, List<?>[]> group) {
        Iterable<V> values = values(group._2()[0]);
        Iterator<V> source = values.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public Tuple2<K, V> next() {
                return new Tuple2<>(group._1(), source.next());
            }
        };
    }
}
