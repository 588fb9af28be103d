package io.sluice.state.codec;

import io.sluice.error.StreamException;
import io.sluice.serializer.Immutables;
import java.io.IOException;

/** Copies values that can change in place, by writing and reading them; others are passed on as they are. Confined. */
public final class StateCopier {
    private final StateOutput out = new StateOutput(256);
    private final StateInput in = new StateInput();

    /** An equal value that shares nothing that can change with the one given. */
    @SuppressWarnings("unchecked") // a copy has the class of the original
    public <T> T copy(T value) {
        if (Immutables.contains(value)) {
            return value;
        }
        StateEncoder encoder = new StateEncoder();
        StateDecoder decoder = new StateDecoder(Thread.currentThread().getContextClassLoader());
        out.cutTo(0);
        encoder.write(out, value);
        for (int i = 0; i < encoder.described(); i++) {
            decoder.describe(encoder.plan(i));
        }
        try {
            return (T) decoder.read(in.over(out.content()));
        } catch (IOException impossible) {
            throw StreamException.internal("A value of state cannot be read back from memory.", impossible);
        }
    }
}
