package io.sluice.conformance;

import io.sluice.SluiceContext;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** All that an engine must do for RDDs. A subclass makes the contexts. */
public abstract class RddConformance
        implements ElementOperators,
                SetOperators,
                KeyedOperators,
                JoinOperators,
                Actions,
                SavedDatasets,
                DoubleOperators,
                LargeShuffles,
                BadInput {
    private SluiceContext context;

    protected abstract SluiceContext newContext();

    @Override
    public SluiceContext context() {
        return context;
    }

    @BeforeProperty
    void open() {
        context = newContext();
    }

    @AfterProperty
    void close() {
        context.close();
    }
}
