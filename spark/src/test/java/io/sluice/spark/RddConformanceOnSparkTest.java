package io.sluice.spark;

import io.sluice.SluiceContext;
import io.sluice.conformance.RddConformance;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.spark.api.java.JavaSparkContext;

/** Every RDD operator, on executors that are processes of their own. */
class RddConformanceOnSparkTest extends RddConformance {
    private static JavaSparkContext spark;

    @BeforeContainer
    static void start() {
        spark = Cluster.start();
    }

    @AfterContainer
    static void stop() {
        spark.stop();
    }

    @Override
    protected SluiceContext newContext() {
        return OnSpark.context(spark);
    }
}
