package io.sluice;

import java.io.Serializable;

/** Four values side by side, any of which may be null. Immutable. Named after {@code scala.Tuple4}. */
public record Tuple4<A, B, C, D>(A _1, B _2, C _3, D _4) implements Serializable {
    @Override
    public String toString() {
        return "(" + _1 + "," + _2 + "," + _3 + "," + _4 + ")";
    }
}
