package io.sluice.conformance;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;

/** Every task goes through serialization, as on a cluster. */
class SerializedTasksTest extends RddConformance {
    @Override
    protected SluiceContext newContext() {
        return new SluiceContext("local[2]", "conformance", new SluiceConf().set("sluice.task.serialize", "true"));
    }
}
