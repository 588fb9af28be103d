package io.sluice.torture.program;

import java.io.Serializable;
import java.util.Optional;

/**
 * The last delivery of a key, and the totals up to it.
 *
 * @param connection of the last delivery
 * @param sequence of the last delivery
 * @param ballast makes the state so large that it is written anew, and old files of it dropped, many times in a short life
 */
public record KeyOrder(int connection, long sequence, Totals totals, String ballast) implements Serializable {
    private static final int REPETITIONS = 400;

    static final KeyOrder NONE = new KeyOrder(Delivery.FILE, -1, Totals.NONE, ballast(-1));

    /**
     * What is wrong with the order of a delivery behind this one, if anything. On the same connection sequences have no gap; a
     * later connection repeats what was not acknowledged, from anywhere up to the next.
     *
     * @param ordered whether records come in order within a batch, too; if not, no order is wrong, only what was kept can be
     */
    Optional<String> objection(Delivery next, boolean ordered) {
        if (!ballast.equals(ballast(sequence))) {
            return Optional.of("the state before %s is not what was stored".formatted(next));
        }
        if (!ordered) {
            return Optional.empty();
        }
        boolean same = next.connection() == connection;
        boolean right = same
                ? next.sequence() == sequence + 1
                : next.connection() > connection && next.sequence() <= sequence + 1;
        return right
                ? Optional.empty()
                : Optional.of("%s came behind sequence %d of connection %d".formatted(next, sequence, connection));
    }

    KeyOrder then(Delivery next) {
        return new KeyOrder(next.connection(), next.sequence(), totals.plus(Totals.of(next)), ballast(next.sequence()));
    }

    private static String ballast(long sequence) {
        return (sequence + " ").repeat(REPETITIONS);
    }
}
