package io.sluice.conformance;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;

/** The engine as it is by default, on two threads. */
class TwoThreadsTest extends RddConformance {
    @Override
    protected SluiceContext newContext() {
        return new SluiceContext("local[2]", "conformance", new SluiceConf());
    }
}
