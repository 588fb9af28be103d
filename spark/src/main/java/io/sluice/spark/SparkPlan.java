package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.lineage.Aggregator;
import io.sluice.lineage.CoGroup;
import io.sluice.lineage.Coalesce;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.Source;
import io.sluice.lineage.StateEntries;
import io.sluice.lineage.StateUpdate;
import io.sluice.lineage.Stored;
import io.sluice.lineage.Union;
import io.sluice.lineage.Zip;
import io.sluice.operator.MapOperator;
import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.rdd.UnionRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.math.Ordering$;

/**
 * Makes RDDs of Spark's from lineages: one method a node. Runs of narrow nodes become one RDD. What Spark keeps something for
 * (shuffled data, persisted partitions) is found again as long as the node lives. Thread-safe.
 */
final class SparkPlan {
    private final SparkContext spark;
    private final Accumulators accumulators;
    private final AddedInTask added;
    private final LongTaskPlaces longTasks;
    private final DriverStates states = new DriverStates();
    private final StateReports reports = new StateReports(states);

    // Nothing in an RDD holds on to an origin, as tasks are bytes: an entry goes when the program lets go of the node.
    // Guarded by this plan, both: making an RDD for one looks into the other.
    private final Map<Origin, Kept<?>> kept = new WeakHashMap<>();
    private final Map<Origin, ShuffledRDD<?, ?, ?>> shuffled = new WeakHashMap<>();
    private final Map<Origin, RDD<?>> updates = new WeakHashMap<>();

    SparkPlan(SparkContext spark) {
        this.spark = spark;
        this.accumulators = new Accumulators(spark);
        this.added = new AddedInTask(accumulators);
        this.longTasks = new LongTaskPlaces(spark);
        spark.register(added);
        spark.register(reports);
    }

    /** Through which tasks bring back what they added to accumulators. */
    AddedInTask added() {
        return added;
    }

    /** Where long tasks are, which tasks go round. */
    LongTaskPlaces longTasks() {
        return longTasks;
    }

    /** What is known of states. */
    DriverStates states() {
        return states;
    }

    <T> TaskCode<T> code(T work) {
        return TaskCode.of(work, accumulators);
    }

    /** A node that is kept: its records in chunks, and how they are spread over partitions, which Spark need not store. */
    private record Kept<T>(RDD<Chunk<T>> rdd, Option<Partitioner> partitioner) {
        Piped<Chunk<T>, T> unpacked(Origin origin) {
            return new Piped<>(rdd, Chain.<Chunk<T>>empty().then(PackOperator.<T>unpack(), origin), partitioner);
        }
    }

    /**
     * The RDD of a node that is to be persisted or checkpointed, a record of which are many of the node's: used wherever the node is
     * from now on.
     *
     * @param asBytes whether records are to be bytes already in memory; not looked at if the node is kept already
     */
    synchronized <T> RDD<Chunk<T>> keep(Lineage<T> node, boolean asBytes) {
        Optional<Kept<T>> known = kept(node);
        return known.isPresent() ? known.get().rdd() : keepAnew(node, asBytes);
    }

    private <T> RDD<Chunk<T>> keepAnew(Lineage<T> node, boolean asBytes) {
        Piped<?, T> records = asBytes ? computed(node) : lasting(node);
        RDD<Chunk<T>> chunks =
                materialized(records.then(new PackOperator<>(asBytes), node.origin(), false), node.origin());
        chunks.setName(Shown.name(node.origin()));
        kept.put(node.origin(), new Kept<>(chunks, records.partitioner()));
        return chunks;
    }

    @SuppressWarnings("unchecked") // what is kept for a node is of its records
    private <T> Optional<Kept<T>> kept(Lineage<T> node) {
        return Optional.ofNullable((Kept<T>) kept.get(node.origin()));
    }

    /** The RDD that was kept for a node, if one was. */
    synchronized Optional<RDD<?>> find(Lineage<?> node) {
        return kept(node).map(Kept::rdd);
    }

    /** Makes no use of the RDD of a node any more. */
    synchronized void forget(Lineage<?> node) {
        kept.remove(node.origin());
    }

    /** Nobody will ask for a shuffle again: Spark drops its files when nothing refers to it. */
    synchronized void forgetShuffle(Shuffle<?, ?, ?> node) {
        shuffled.remove(node.origin());
    }

    /** Nobody will ask for what came of an update again. */
    synchronized void forgetUpdate(StateUpdate<?, ?, ?, ?> node) {
        RDD<?> known = updates.remove(node.origin());
        if (known != null) {
            known.unpersist(false);
        }
    }

    /** How to get at the records of a node. */
    synchronized <T> Piped<?, T> piped(Lineage<T> node) {
        Optional<Kept<T>> known = kept(node);
        if (known.isEmpty()) {
            return computed(node);
        }
        known.get().rdd().setName(Shown.name(node.origin())); // the program may have named it since
        return known.get().unpacked(node.origin());
    }

    /**
     * The RDD of a node, for a program that may keep nothing else: the node is in use with it, so that what goes with the node
     * (broadcasts, shuffled data, files) is not garbage before.
     */
    synchronized <T> RDD<T> handedOut(Lineage<T> node) {
        return inUse(piped(node), node);
    }

    /** The same as pairs of Scala's. */
    synchronized <K, V> RDD<scala.Tuple2<K, V>> handedOutPairs(Lineage<Tuple2<K, V>> node) {
        return inUse(piped(node).then(Pairs.toScala(), node.origin(), true), node);
    }

    private <S, T> RDD<T> inUse(Piped<S, T> piped, Lineage<?> node) {
        return shown(
                node.origin(),
                () -> new ChainRdd<>(piped.base(), code(piped.chain()), added, piped.partitioner(), node));
    }

    /** The RDD of a node. */
    synchronized <T> RDD<T> rdd(Lineage<T> node) {
        return materialized(piped(node), node.origin());
    }

    @SuppressWarnings("unchecked") // an empty chain gives the records that it takes
    private <S, T> RDD<T> materialized(Piped<S, T> piped, Origin origin) {
        return piped.chain().isEmpty()
                ? (RDD<T>) piped.base()
                : shown(origin, () -> new ChainRdd<>(piped.base(), code(piped.chain()), added, piped.partitioner()));
    }

    private <R extends RDD<?>> R shown(Origin origin, Supplier<R> make) {
        return Shown.at(spark, origin, make);
    }

    @SuppressWarnings("unchecked") // each node's own type says that what it makes are Ts
    private <T> Piped<?, T> computed(Lineage<T> node) {
        if (node instanceof Narrow<?, T> narrow) {
            return narrow(narrow);
        }
        if (node instanceof Source<T> source) {
            return source(source);
        }
        if (node instanceof Shuffle<?, ?, ?> shuffle) {
            return (Piped<?, T>) shuffle(shuffle);
        }
        if (node instanceof Union<T> union) {
            return union(union);
        }
        if (node instanceof Zip<T> zip) {
            return zip(zip);
        }
        if (node instanceof Coalesce<T> coalesce) {
            return coalesce(coalesce);
        }
        if (node instanceof Stored<T> stored) {
            return piped(stored.content().lineage());
        }
        if (node instanceof StateUpdate<?, ?, ?, T> update) {
            return Piped.of(updated(update)).then(Emitted.unpack(), update.origin(), false);
        }
        if (node instanceof StateEntries<?, ?> entries) {
            return (Piped<?, T>) entries(entries);
        }
        return (Piped<?, T>) coGroup((CoGroup<?>) node);
    }

    @SuppressWarnings("unchecked") // the source's own type says that its records are Ts
    private <T> Piped<?, T> source(Source<T> node) {
        if (node.source() instanceof SparkPairSource<?, ?> pairs) {
            return (Piped<?, T>) pairs(pairs, node.origin());
        }
        return node.source() instanceof SparkSource<T> theirs
                ? Piped.of(theirs.rdd())
                : Piped.of(shown(
                        node.origin(),
                        () -> new SourceRdd<>(
                                spark, node.source(), accumulators, longTasks, added, Blame.of(node.origin(), added))));
    }

    private static <K, V> Piped<?, Tuple2<K, V>> pairs(SparkPairSource<K, V> source, Origin origin) {
        return Piped.of(source.rdd()).then(Pairs.fromScala(), origin, true);
    }

    private <S, T> Piped<?, T> narrow(Narrow<S, T> node) {
        return piped(node.parent()).then(node.operator(), node.origin(), node.keepsPartitioner());
    }

    private <K, V, C> Piped<?, Tuple2<K, C>> shuffle(Shuffle<K, V, C> node) {
        return Piped.of((RDD<scala.Tuple2<K, C>>) shuffledRdd(node)).then(Pairs.fromScala(), node.origin(), true);
    }

    @SuppressWarnings("unchecked") // only shuffles of the same node are there
    private <K, V, C> ShuffledRDD<K, V, C> shuffledRdd(Shuffle<K, V, C> node) {
        ShuffledRDD<K, V, C> known = (ShuffledRDD<K, V, C>) shuffled.get(node.origin());
        if (known == null) {
            known = newShuffle(node);
            shuffled.put(node.origin(), known);
        }
        return known;
    }

    private <K, V, C> ShuffledRDD<K, V, C> newShuffle(Shuffle<K, V, C> node) {
        Blame blame = Blame.of(node.origin(), added);
        Operator<Tuple2<K, V>, scala.Tuple2<K, V>> toScala =
                node.aggregator() == null ? Pairs.toScala() : Pairs.toScalaByEquals();
        RDD<scala.Tuple2<K, V>> pairs = materialized(
                piped(node.parent()).then(toScala, node.origin(), true),
                node.parent().origin());
        ShuffledRDD<K, V, C> shuffle = shown(
                node.origin(),
                () -> new ShuffledRDD<K, V, C>(
                        pairs, new ByKey(node.byKey(), blame), Scala.tag(), Scala.tag(), Scala.tag()));
        if (node.aggregator() != null) {
            TaskCode<Aggregator<V, C>> combine = code(node.aggregator());
            shuffle.setAggregator(
                    new Combining<K, V, C>(combine, added, blame, node.origin().toString()).toSpark());
            shuffle.setMapSideCombine(node.aggregator().mapSideCombine());
        }
        if (node.keyOrder() != null) {
            shuffle.setKeyOrdering(Ordering$.MODULE$.comparatorToOrdering(new KeyOrder<>(node.keyOrder(), blame)));
        }
        shuffle.setSerializer(new RecordSerializer());
        shuffle.setName(Shown.name(node.origin()));
        return shuffle;
    }

    private <T> Piped<?, T> union(Union<T> node) {
        List<RDD<T>> parents = new ArrayList<>(node.parents().size());
        for (Lineage<T> parent : node.parents()) {
            parents.add(rdd(parent));
        }
        return Piped.of(shown(node.origin(), () -> new UnionRDD<>(spark, Scala.seq(parents), Scala.<T>tag())));
    }

    private <T> Piped<?, T> zip(Zip<T> node) {
        int expected = node.numPartitions();
        List<RDD<?>> parents = new ArrayList<>(node.parents().size());
        for (Lineage<?> parent : node.parents()) {
            if (parent.numPartitions() != expected) {
                throw new IllegalArgumentException("%s needs the same number of partitions on all sides, got %d and %d"
                        .formatted(node.origin(), expected, parent.numPartitions()));
            }
            parents.add(rdd(parent));
        }
        ByKey byKey = node.partitioner()
                .map(partitioner -> new ByKey(partitioner, Blame.of(node.origin(), added)))
                .orElse(null);
        return Piped.of(shown(
                node.origin(),
                () -> new ZippedRdd<>(
                        spark, parents, code(new ZippedRdd.Work<>(node.operator(), node.origin())), added, byKey)));
    }

    private <T> Piped<?, T> coalesce(Coalesce<T> node) {
        RDD<T> parent = rdd(node.parent());
        int[][] groups = node.groups().of(node.parent().numPartitions());
        return Piped.of(shown(node.origin(), () -> new GroupedRdd<>(parent, groups)));
    }

    private <K> Piped<?, Tuple2<K, List<?>[]>> coGroup(CoGroup<K> node) {
        List<RDD<?>> parents = new ArrayList<>(node.parents().size());
        for (Lineage<?> parent : node.parents()) {
            parents.add(rdd(parent));
        }
        ByKey byKey = new ByKey(node.byKey(), Blame.of(node.origin(), added));
        ZippedRdd.Work<Tuple2<K, List<?>[]>> work = new ZippedRdd.Work<>(new GroupingOperator<K>(), node.origin());
        return Piped.of(shown(node.origin(), () -> new ZippedRdd<>(spark, parents, code(work), added, byKey)));
    }

    @SuppressWarnings("unchecked") // only updates of the same node are there
    private <K, V, S, T> RDD<Emitted<T>> updated(StateUpdate<K, V, S, T> node) {
        RDD<Emitted<T>> known = (RDD<Emitted<T>>) updates.get(node.origin());
        if (known == null) {
            known = shown(node.origin(), () -> new StateRdd<>(spark, node, states, () -> below(node), added, reports));
            known.setName(Shown.name(node.origin()));
            known.persist(StorageLevel.MEMORY_AND_DISK());
            updates.put(node.origin(), known);
        }
        return known;
    }

    private synchronized <B, K, V, S, T> StateRdd.Below<B, K, V, S, T> below(StateUpdate<K, V, S, T> node) {
        Piped<B, Tuple2<K, V>> parent = typed(piped(node.parent()));
        return new StateRdd.Below<>(
                parent.base(), code(new StateRdd.Work<>(parent.chain(), node.step(), node.origin())));
    }

    @SuppressWarnings("unchecked") // whatever the records below are, the chain takes them
    private static <B, T> Piped<B, T> typed(Piped<?, T> piped) {
        return (Piped<B, T>) piped;
    }

    @SuppressWarnings("unchecked") // only its reports are read
    private <K, S> Piped<?, Tuple2<K, S>> entries(StateEntries<K, S> node) {
        RDD<Emitted<?>> update = (RDD<Emitted<?>>) (RDD<?>) updated(node.update());
        ByKey byKey = new ByKey(node.update().byKey(), Blame.of(node.origin(), added));
        return Piped.of(shown(node.origin(), () -> new StateEntriesRdd<K, S>(update, added, byKey)));
    }

    /** What is kept must not change with the state. */
    @SuppressWarnings("unchecked") // the entries are what the node is of
    private <T> Piped<?, T> lasting(Lineage<T> node) {
        return node instanceof StateEntries<?, ?> entries ? (Piped<?, T>) copies(entries) : computed(node);
    }

    private <K, S> Piped<?, Tuple2<K, S>> copies(StateEntries<K, S> node) {
        return entries(node).then(new MapOperator<>(new CopiedEntry<K, S>()), node.origin(), true);
    }

    /** Whether a node is made of what an update emitted or left, which cannot be had again once the state has moved on. */
    static boolean standsOnState(Lineage<?> node) {
        return standsOnState(node, new HashSet<>());
    }

    private static boolean standsOnState(Lineage<?> node, Set<Integer> seen) {
        return node instanceof StateUpdate<?, ?, ?, ?>
                || (seen.add(node.id()) && node.parents().stream().anyMatch(parent -> standsOnState(parent, seen)));
    }
}
