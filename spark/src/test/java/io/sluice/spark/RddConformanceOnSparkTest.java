package io.sluice.spark;

import io.sluice.SluiceContext;
import io.sluice.conformance.RddConformance;

/** Every RDD operator, on executors that are processes of their own. */
class RddConformanceOnSparkTest extends RddConformance {
    @Override
    protected SluiceContext newContext() {
        return OnSpark.context(SharedCluster.get());
    }
}
