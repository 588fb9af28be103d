package io.sluice.streaming.receiver;

import java.io.Serializable;

/**
 * Which block: they are numbered from 0 for each receiver, in the order in which they were cut.
 *
 * @param source the receiver's name
 */
public record BlockId(String source, long number) implements Serializable {
    @Override
    public String toString() {
        return "block %d of %s".formatted(number, source);
    }
}
