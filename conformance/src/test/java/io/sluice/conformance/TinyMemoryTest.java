package io.sluice.conformance;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;

/** The budget is so small that shuffles and blocks go to disk. */
class TinyMemoryTest extends RddConformance {
    @Override
    protected SluiceContext newContext() {
        return new SluiceContext("local[2]", "conformance", new SluiceConf().set("sluice.memory.limit", "256k"));
    }
}
