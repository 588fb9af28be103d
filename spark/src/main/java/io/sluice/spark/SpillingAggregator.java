package io.sluice.spark;

import org.apache.spark.Aggregator;
import org.apache.spark.TaskContext;
import scala.Function1;
import scala.Function2;
import scala.Product2;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Like Spark's, with another way to the disk: see {@link SpillingMap}. */
final class SpillingAggregator<K, V, C> extends Aggregator<K, V, C> {
    SpillingAggregator(Function1<V, C> create, Function2<C, V, C> add, Function2<C, C, C> merge) {
        super(create, add, merge);
    }

    @Override
    public Iterator<Tuple2<K, C>> combineValuesByKey(Iterator<Product2<K, V>> records, TaskContext task) {
        return combine(createCombiner(), mergeValue(), records, task);
    }

    @Override
    public Iterator<Tuple2<K, C>> combineCombinersByKey(Iterator<Product2<K, C>> records, TaskContext task) {
        Function1<C, C> itself = new AbstractFunction1<>() {
            @Override
            public C apply(C combined) {
                return combined;
            }
        };
        return combine(itself, mergeCombiners(), records, task);
    }

    private <U> Iterator<Tuple2<K, C>> combine(
            Function1<U, C> create, Function2<C, U, C> add, Iterator<Product2<K, U>> records, TaskContext task) {
        SpillingMap<K, U, C> map = new SpillingMap<>(create, add, mergeCombiners(), task);
        map.insert(records);
        return map.iterator();
    }
}
