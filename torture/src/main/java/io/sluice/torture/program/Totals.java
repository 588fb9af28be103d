package io.sluice.torture.program;

import java.io.Serializable;

/**
 * How many deliveries a key had, and the sum of their marks: equal totals are those of equal deliveries, as good as certainly.
 */
public record Totals(long count, long marks) implements Serializable {
    public static final Totals NONE = new Totals(0, 0);

    public static Totals of(Delivery delivery) {
        return new Totals(1, delivery.mark());
    }

    public Totals plus(Totals other) {
        return new Totals(count + other.count, marks + other.marks);
    }

    public Totals minus(Totals other) {
        return new Totals(count - other.count, marks - other.marks);
    }
}
