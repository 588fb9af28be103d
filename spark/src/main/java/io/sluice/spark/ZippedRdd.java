package io.sluice.spark;

import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.operator.ZipOperator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.collection.Iterator;

/** Partition i of each parent together. */
final class ZippedRdd<T> extends RDD<T> {
    private final TaskCode<Work<T>> code;
    private final AddedInTask added;
    private final ByKey byKey; // null if there is none
    private final int parents;

    /** What a task does with them; like an {@link Operator}, with several inputs. */
    record Work<T>(ZipOperator<T> operator, Origin origin) implements Serializable {}

    ZippedRdd(SparkContext spark, List<RDD<?>> parents, TaskCode<Work<T>> code, AddedInTask added, ByKey byKey) {
        super(spark, Scala.seq(dependencies(parents)), Scala.tag());
        this.code = code;
        this.added = added;
        this.byKey = byKey;
        this.parents = parents.size();
    }

    private static List<Dependency<?>> dependencies(List<RDD<?>> parents) {
        List<Dependency<?>> dependencies = new ArrayList<>(parents.size());
        for (RDD<?> parent : parents) {
            dependencies.add(new OneToOneDependency<>(parent));
        }
        return dependencies;
    }

    private RDD<?> parent(int index) {
        return dependencies().apply(index).rdd();
    }

    @Override
    public Partition[] getPartitions() {
        Partition[][] theirs = new Partition[parents][];
        for (int i = 0; i < parents; i++) {
            theirs[i] = parent(i).partitions();
        }
        Partition[] partitions = new Partition[theirs[0].length];
        for (int p = 0; p < partitions.length; p++) {
            List<Partition> together = new ArrayList<>(parents);
            for (Partition[] each : theirs) {
                together.add(each[p]);
            }
            partitions[p] = new Part(p, together);
        }
        return partitions;
    }

    @Override
    public Option<Partitioner> partitioner() {
        return Option.apply(byKey);
    }

    @Override
    public Iterator<T> compute(Partition split, TaskContext spark) {
        TaskScope scope = TaskScope.of(spark, added);
        return Guarded.iterator(spark, scope, () -> {
            List<Records<?>> in = new ArrayList<>(parents);
            for (int i = 0; i < parents; i++) {
                java.util.Iterator<?> below = Scala.iterator(
                        parent(i).iterator(((Part) split).parents().get(i), spark));
                in.add(() -> castIterator(below));
            }
            Work<T> work = code.open(scope);
            return work.operator().apply(new Step(split.index(), work.origin(), scope.task()), in);
        });
    }

    @SuppressWarnings("unchecked") // read only
    private static <U> java.util.Iterator<U> castIterator(java.util.Iterator<?> records) {
        return (java.util.Iterator<U>) records;
    }
}
