package io.sluice;

import io.sluice.lineage.Aggregator;
import io.sluice.operator.Operator;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The values of each key combined inside a partition, where all records of the key are already. */
record CombineOperator<K, V, C>(Aggregator<V, C> aggregator) implements Operator<Tuple2<K, V>, Tuple2<K, C>> {
    @Override
    public Records<Tuple2<K, C>> apply(Step step, Records<Tuple2<K, V>> in) {
        return () -> {
            Map<K, Held<C>> combined = new HashMap<>();
            in.forEach(pair -> {
                Held<C> held = combined.get(pair._1());
                try {
                    if (held == null) {
                        combined.put(
                                pair._1(),
                                new Held<>(aggregator.createCombiner().call(pair._2())));
                    } else {
                        held.value = aggregator.mergeValue().call(held.value, pair._2());
                    }
                } catch (Throwable thrown) {
                    throw step.failed(thrown);
                }
            });
            return pairs(combined.entrySet().iterator());
        };
    }

    private static <K, C> Iterator<Tuple2<K, C>> pairs(Iterator<Map.Entry<K, Held<C>>> entries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Tuple2<K, C> next() {
                Map.Entry<K, Held<C>> entry = entries.next();
                return new Tuple2<>(entry.getKey(), entry.getValue().value);
            }
        };
    }

    /** Changed in place, so that a key is looked up once a record. */
    private static final class Held<C> {
        private C value;

        Held(C value) {
            this.value = value;
        }
    }
}
