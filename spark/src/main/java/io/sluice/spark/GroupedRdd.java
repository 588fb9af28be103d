package io.sluice.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** Partitions made of whole partitions of the parent, one after the other. */
final class GroupedRdd<T> extends RDD<T> {
    private final transient int[][] groups;

    /**
     * @param groups for each partition, the parent's partitions in order
     */
    GroupedRdd(RDD<T> parent, int[][] groups) {
        super(parent.context(), Scala.seq(List.<Dependency<?>>of(new Groups<>(parent, groups))), Scala.tag());
        this.groups = groups;
    }

    private static final class Groups<T> extends NarrowDependency<T> {
        private final int[][] groups;

        Groups(RDD<T> parent, int[][] groups) {
            super(parent);
            this.groups = groups;
        }

        @Override
        public Seq<Object> getParents(int partition) {
            List<Object> parents = new ArrayList<>();
            for (int parent : groups[partition]) {
                parents.add(parent);
            }
            return Scala.seq(parents);
        }
    }

    private RDD<T> parent() {
        return firstParent(Scala.<T>tag());
    }

    @Override
    public Partition[] getPartitions() {
        Partition[] theirs = parent().partitions();
        Partition[] partitions = new Partition[groups.length];
        for (int p = 0; p < partitions.length; p++) {
            List<Partition> together = new ArrayList<>(groups[p].length);
            for (int parent : groups[p]) {
                together.add(theirs[parent]);
            }
            partitions[p] = new Part(p, together);
        }
        return partitions;
    }

    @Override
    public Iterator<T> compute(Partition split, TaskContext spark) {
        List<Partition> parts = ((Part) split).parents();
        return Scala.iterator(new java.util.Iterator<T>() {
            private int next;
            private java.util.Iterator<T> records = java.util.Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!records.hasNext() && next < parts.size()) {
                    records = Scala.iterator(parent().iterator(parts.get(next++), spark));
                }
                return records.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                return records.next();
            }
        });
    }
}
