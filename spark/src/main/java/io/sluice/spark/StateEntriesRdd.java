package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.operator.Records;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.collection.Iterator;

/** The entries of a state after an update: a look at the live state where the task meets it, and at the disk elsewhere. */
final class StateEntriesRdd<K, S> extends RDD<Tuple2<K, S>> {
    private final AddedInTask added;
    private final ByKey byKey;

    StateEntriesRdd(RDD<Emitted<?>> update, AddedInTask added, ByKey byKey) {
        super(update, Scala.tag());
        this.added = added;
        this.byKey = byKey;
    }

    @Override
    public Partition[] getPartitions() {
        return firstParent(Scala.<Emitted<?>>tag()).partitions();
    }

    @Override
    public Option<Partitioner> partitioner() {
        return Option.apply(byKey);
    }

    @Override
    public Iterator<Tuple2<K, S>> compute(Partition split, TaskContext spark) {
        TaskScope scope = TaskScope.of(spark, added);
        return Guarded.iterator(spark, scope, () -> {
            Emitted<?> update =
                    firstParent(Scala.<Emitted<?>>tag()).iterator(split, spark).next();
            StateSplit own = (StateSplit) split;
            Records<Tuple2<K, S>> entries = () -> ExecutorStates.held().of(own).entries(own, update.report());
            return entries;
        });
    }
}
