package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.lineage.StateStep;
import io.sluice.lineage.StateUpdate;
import io.sluice.operator.Origin;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/**
 * One batch's update of a state: a record for each partition, with what the update emitted. Tasks go where the partition is live.
 * What a partition stands on, and everything it is made from, is fixed when the first job asks for it: the RDD may be made while
 * the batch before is still running.
 *
 * @param <B> the records of the RDD below
 */
final class StateRdd<B, K, V, S, T> extends RDD<Emitted<T>> {
    private final transient StateUpdate<K, V, S, T> node;
    private final transient DriverStates states;
    private final transient Supplier<Below<B, K, V, S, T>> belowLater;
    private final AddedInTask added;
    private final StateReports reports;

    // null until the dependencies are asked for
    private transient RDD<B> below;
    private TaskCode<Work<B, K, V, S, T>> code;

    /** What a task does with the records of the RDD below. */
    record Work<B, K, V, S, T>(Chain<B, Tuple2<K, V>> chain, StateStep<K, V, S, T> step, Origin origin)
            implements Serializable {}

    /** What the update is made from. */
    record Below<B, K, V, S, T>(RDD<B> rdd, TaskCode<Work<B, K, V, S, T>> code) {}

    StateRdd(
            org.apache.spark.SparkContext spark,
            StateUpdate<K, V, S, T> node,
            DriverStates states,
            Supplier<Below<B, K, V, S, T>> below,
            AddedInTask added,
            StateReports reports) {
        super(spark, Scala.seq(List.of()), Scala.tag());
        this.node = node;
        this.states = states;
        this.belowLater = below;
        this.added = added;
        this.reports = reports;
    }

    @Override
    public Seq<Dependency<?>> getDependencies() {
        Below<B, K, V, S, T> now = belowLater.get();
        below = now.rdd();
        code = now.code();
        return Scala.seq(List.of(new OneToOneDependency<>(below)));
    }

    @Override
    public Partition[] getPartitions() {
        Partition[] parents = dependencies().apply(0).rdd().partitions();
        return states.splits(node.state(), node.progress(), node.version(), parents);
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        return Scala.seq(states.executor((StateSplit) split).map(List::of).orElse(List.of()));
    }

    @Override
    public Iterator<Emitted<T>> compute(Partition split, TaskContext spark) {
        TaskScope scope = TaskScope.of(spark, added);
        try {
            StateSplit own = (StateSplit) split;
            Work<B, K, V, S, T> work = code.open(scope);
            Records<B> in =
                    () -> Scala.iterator(this.<B>firstParent(Scala.<B>tag()).iterator(own.parent(), spark));
            Records<Tuple2<K, V>> records =
                    new WantedRecords<>(spark, work.chain().apply(own.index(), scope, in));
            Emitted<T> emitted = ExecutorStates.held()
                    .toUpdate(own)
                    .update(own, work.step(), records, new Step(own.index(), work.origin(), scope.task()));
            reports.add(emitted.report());
            return Scala.iterator(List.of(emitted).iterator());
        } catch (Throwable thrown) {
            throw Guarded.failed(spark, scope, thrown);
        }
    }
}
