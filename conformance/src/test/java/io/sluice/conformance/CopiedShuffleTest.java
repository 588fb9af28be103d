package io.sluice.conformance;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;

/** Records are copied at each shuffle. */
class CopiedShuffleTest extends RddConformance {
    @Override
    protected SluiceContext newContext() {
        return new SluiceContext("local[2]", "conformance", new SluiceConf().set("sluice.shuffle.copy", "true"));
    }
}
