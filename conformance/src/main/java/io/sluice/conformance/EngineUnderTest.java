package io.sluice.conformance;

import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.SluiceContext;

/** The engine that a specification runs on, as a context that is open while a property is checked. */
public interface EngineUnderTest {
    SluiceContext context();

    default Rdd<Integer> rdd(Numbers numbers) {
        return context().parallelize(numbers.values(), numbers.partitions());
    }

    default PairRdd<String, Integer> rdd(Pairs pairs) {
        return context().parallelizePairs(pairs.values(), pairs.partitions());
    }
}
