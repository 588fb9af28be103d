package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.engine.KeyRules;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.operator.ZipOperator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import scala.Product2;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/** The values of each key in several datasets that are partitioned alike: a list for each dataset, in order. */
record GroupingOperator<K>() implements ZipOperator<Tuple2<K, List<?>[]>> {
    @Override
    public Records<Tuple2<K, List<?>[]>> apply(Step step, List<Records<?>> in) {
        return () -> {
            Grouping grouping = new Grouping(in.size());
            SpillingMap<K, Object, List<Object>[]> groups =
                    new SpillingMap<>(grouping.creating(), grouping.adding(), grouping.merging(), TaskContext.get());
            for (Records<?> side : in) {
                groups.insert(Scala.iterator(this.pairs(step, side.iterator())));
                grouping.side++;
            }
            Iterator<scala.Tuple2<K, List<Object>[]>> grouped = Scala.iterator(groups.iterator());
            Records<scala.Tuple2<K, List<Object>[]>> records = () -> grouped;
            return records.<Tuple2<K, List<?>[]>>map(group -> new Tuple2<>(group._1(), group._2()))
                    .iterator();
        };
    }

    private Iterator<Product2<K, Object>> pairs(Step step, Iterator<?> records) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            @SuppressWarnings("unchecked") // the lineage says that the records are pairs with such keys
            public Product2<K, Object> next() {
                Tuple2<K, Object> pair = (Tuple2<K, Object>) records.next();
                if (pair._1() != null) {
                    try {
                        KeyRules.requireEquals(pair._1().getClass());
                    } catch (RuntimeException unfit) {
                        throw step.failed(unfit);
                    }
                }
                return new scala.Tuple2<>(pair._1(), pair._2());
            }
        };
    }

    /** How the lists of a key grow. The datasets come one after the other. */
    private static final class Grouping {
        private final int sides;
        private int side;

        Grouping(int sides) {
            this.sides = sides;
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
        private List<Object>[] lists() {
            List<Object>[] lists = new List[sides];
            for (int i = 0; i < sides; i++) {
                lists[i] = new ArrayList<>();
            }
            return lists;
        }

        private List<Object>[] add(List<Object>[] lists, Object value) {
            lists[side].add(value);
            return lists;
        }

        AbstractFunction1<Object, List<Object>[]> creating() {
            return new AbstractFunction1<>() {
                @Override
                public List<Object>[] apply(Object value) {
                    return add(lists(), value);
                }
            };
        }

        AbstractFunction2<List<Object>[], Object, List<Object>[]> adding() {
            return new AbstractFunction2<>() {
                @Override
                public List<Object>[] apply(List<Object>[] lists, Object value) {
                    return add(lists, value);
                }
            };
        }

        AbstractFunction2<List<Object>[], List<Object>[], List<Object>[]> merging() {
            return new AbstractFunction2<>() {
                @Override
                public List<Object>[] apply(List<Object>[] lists, List<Object>[] more) {
                    for (int i = 0; i < sides; i++) {
                        lists[i].addAll(more[i]);
                    }
                    return lists;
                }
            };
        }
    }
}
