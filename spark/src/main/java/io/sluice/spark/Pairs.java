package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.engine.KeyRules;
import io.sluice.operator.MapOperator;
import io.sluice.operator.Operator;

/** Keyed records on their way into and out of Spark's shuffle, which knows Scala's pairs only. */
final class Pairs {
    private Pairs() {}

    static <K, V> Operator<Tuple2<K, V>, scala.Tuple2<K, V>> toScala() {
        return new MapOperator<>(pair -> new scala.Tuple2<>(pair._1(), pair._2()));
    }

    /** Like {@link #toScala}, for keys that are to be found again by what is inside. */
    static <K, V> Operator<Tuple2<K, V>, scala.Tuple2<K, V>> toScalaByEquals() {
        return new MapOperator<>(pair -> {
            if (pair._1() != null) {
                KeyRules.requireEquals(pair._1().getClass());
            }
            return new scala.Tuple2<>(pair._1(), pair._2());
        });
    }

    static <K, V> Operator<scala.Tuple2<K, V>, Tuple2<K, V>> fromScala() {
        return new MapOperator<>(pair -> new Tuple2<>(pair._1(), pair._2()));
    }
}
