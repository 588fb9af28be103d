package io.sluice.spark;

import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import io.sluice.operator.Records;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Operators applied one after the other inside a partition: they reach Spark as one RDD, so that records are handed on within
 * our own chain of calls. Immutable.
 */
record Chain<S, T>(List<Link<?, ?>> links) implements Serializable {
    Chain {
        links = new ArrayList<>(links); // serializable whatever came
    }

    static <S> Chain<S, S> empty() {
        return new Chain<>(List.of());
    }

    <U> Chain<S, U> then(Operator<T, U> operator, Origin origin) {
        List<Link<?, ?>> longer = new ArrayList<>(links);
        longer.add(new Link<>(operator, origin));
        return new Chain<>(longer);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    @SuppressWarnings("unchecked") // each link takes what the one before gives: then() sees to it
    Records<T> apply(int partition, TaskScope scope, Records<S> in) {
        Records<?> records = in;
        for (Link<?, ?> link : links) {
            records = ((Link<Object, ?>) link).apply(partition, scope, (Records<Object>) records);
        }
        return (Records<T>) records;
    }
}
