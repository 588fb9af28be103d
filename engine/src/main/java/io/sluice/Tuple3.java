package io.sluice;

import java.io.Serializable;

/** Three values side by side, any of which may be null. Immutable. Named after {@code scala.Tuple3}. */
public record Tuple3<A, B, C>(A _1, B _2, C _3) implements Serializable {
    @Override
    public String toString() {
        return "(" + _1 + "," + _2 + "," + _3 + ")";
    }
}
