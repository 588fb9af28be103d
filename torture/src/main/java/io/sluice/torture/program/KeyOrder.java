package io.sluice.torture.program;

import java.io.Serializable;
import java.util.Optional;

/**
 * The last delivery of a key, and the totals up to it.
 *
 * @param connection of the last delivery
 * @param sequence of the last delivery
 */
public record KeyOrder(int connection, long sequence, Totals totals) implements Serializable {
    static final KeyOrder NONE = new KeyOrder(Delivery.FILE, -1, Totals.NONE);

    /**
     * What is wrong with the order of a delivery behind this one, if anything. On the same connection sequences have no gap; a
     * later connection repeats what was not acknowledged, from anywhere up to the next.
     */
    Optional<String> objection(Delivery next) {
        boolean same = next.connection() == connection;
        boolean right = same
                ? next.sequence() == sequence + 1
                : next.connection() > connection && next.sequence() <= sequence + 1;
        return right
                ? Optional.empty()
                : Optional.of("%s came behind sequence %d of connection %d".formatted(next, sequence, connection));
    }

    KeyOrder then(Delivery next) {
        return new KeyOrder(next.connection(), next.sequence(), totals.plus(Totals.of(next)));
    }
}
