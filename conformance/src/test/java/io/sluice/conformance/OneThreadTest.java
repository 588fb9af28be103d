package io.sluice.conformance;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;

/** Tasks one after the other. */
class OneThreadTest extends RddConformance {
    @Override
    protected SluiceContext newContext() {
        return new SluiceContext("local[1]", "conformance", new SluiceConf());
    }
}
