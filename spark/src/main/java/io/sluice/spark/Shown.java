package io.sluice.spark;

import io.sluice.operator.Origin;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;

/** What Spark's pages call RDDs and stages: the program's names and lines. */
final class Shown {
    private Shown() {}

    /** Makes an RDD for a node: it, and the stage that ends with it, are where the program made the node. */
    static <R extends RDD<?>> R at(SparkContext spark, Origin origin, Supplier<R> make) {
        String before = spark.getLocalProperty(JobProperties.CALL_SITE);
        spark.setLocalProperty(JobProperties.CALL_SITE, origin.toString());
        try {
            R made = make.get();
            if (!origin.name().isEmpty()) {
                made.setName(origin.name());
            }
            return made;
        } finally {
            spark.setLocalProperty(JobProperties.CALL_SITE, before);
        }
    }

    /** What to call an RDD that must have a name. */
    static String name(Origin origin) {
        return origin.name().isEmpty() ? origin.toString() : origin.name();
    }
}
