package io.sluice.spark;

import java.io.Serializable;
import java.util.Comparator;

/** The program's order of keys, which is named when it throws. */
record KeyOrder<K>(Comparator<K> order, Blame blame) implements Comparator<K>, Serializable {
    @Override
    public int compare(K one, K other) {
        try {
            return order.compare(one, other);
        } catch (Throwable thrown) {
            throw blame.on(thrown);
        }
    }
}
