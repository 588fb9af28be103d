package io.sluice.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.util.collection.ExternalAppendOnlyMap;
import scala.Function1;
import scala.Function2;
import scala.Product2;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * What Spark gathers by key in: it goes to the disk when memory is short, in our own bytes, where what Spark makes by itself goes
 * in those of {@code spark.serializer}. Confined to a task.
 */
final class SpillingMap<K, V, C> {
    private final ExternalAppendOnlyMap<K, V, C> map;
    private final TaskContext task;

    SpillingMap(Function1<V, C> create, Function2<C, V, C> add, Function2<C, C, C> merge, TaskContext task) {
        this.map = SparkInternals.map(create, add, merge, new RecordSerializer(), task);
        this.task = task;
    }

    void insert(Iterator<Product2<K, V>> records) {
        map.insertAll(records);
    }

    /** All keys, with what came of their values; once, when all are inserted. */
    Iterator<Tuple2<K, C>> iterator() {
        SparkInternals.countSpilled(task, map);
        return map.iterator();
    }
}
