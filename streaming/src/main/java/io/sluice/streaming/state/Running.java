package io.sluice.streaming.state;

import java.io.Serializable;

/**
 * What a window holds for a key.
 *
 * @param value the values of all batches of the window, reduced
 * @param batches how many batches of the window have the key; the key leaves with the last of them
 * @param removals how many batches were taken out of {@code value} since it was last folded afresh
 */
record Running(Object value, int batches, int removals) implements Serializable {
    static Running first(Object value) {
        return new Running(value, 1, 0);
    }

    Running with(Object newValue) {
        return new Running(newValue, batches + 1, removals);
    }

    Running without(Object newValue) {
        return new Running(newValue, batches - 1, removals + 1);
    }
}
