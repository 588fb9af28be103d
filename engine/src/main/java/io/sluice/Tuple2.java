package io.sluice;

import java.io.Serializable;

/**
 * Two values side by side: the record of every keyed RDD and DStream. Immutable; either value may be null. Named after
 * {@code scala.Tuple2}, whose place it takes in Java programs.
 */
public record Tuple2<A, B>(A _1, B _2) implements Serializable {
    /** The same two values, the second one first. */
    public Tuple2<B, A> swap() {
        return new Tuple2<>(_2, _1);
    }

    @Override
    public String toString() {
        return "(" + _1 + "," + _2 + ")";
    }
}
