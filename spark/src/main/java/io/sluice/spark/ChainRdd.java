package io.sluice.spark;

import io.sluice.lineage.Lineage;
import io.sluice.operator.Records;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.collection.Iterator;

/** A chain of operators over the records of another RDD. */
final class ChainRdd<S, T> extends RDD<T> {
    private final TaskCode<Chain<S, T>> code;
    private final AddedInTask added;
    private final transient Option<Partitioner> partitioner; // for the driver

    /** What must not be garbage while this RDD is not. */
    final transient Object inUse;

    /**
     * @param partitioner how the records that come out are spread over partitions, if by key
     */
    ChainRdd(RDD<S> parent, TaskCode<Chain<S, T>> code, AddedInTask added, Option<Partitioner> partitioner) {
        this(parent, code, added, partitioner, null);
    }

    /** Like the other; what it is made from, and all that this refers to, is in use as long as this is. */
    ChainRdd(
            RDD<S> parent,
            TaskCode<Chain<S, T>> code,
            AddedInTask added,
            Option<Partitioner> partitioner,
            Lineage<?> inUse) {
        super(parent, Scala.tag());
        this.code = code;
        this.added = added;
        this.partitioner = partitioner;
        this.inUse = inUse;
    }

    private RDD<S> parent() {
        return firstParent(Scala.<S>tag());
    }

    @Override
    public Partition[] getPartitions() {
        return parent().partitions();
    }

    @Override
    public Option<Partitioner> partitioner() {
        return partitioner;
    }

    @Override
    public Iterator<T> compute(Partition split, TaskContext spark) {
        TaskScope scope = TaskScope.of(spark, added);
        return Guarded.iterator(spark, scope, () -> {
            java.util.Iterator<S> below = Scala.iterator(parent().iterator(split, spark));
            Records<S> in = () -> below;
            return code.open(scope).apply(split.index(), scope, in);
        });
    }
}
