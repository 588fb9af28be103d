package io.sluice.torture;

import java.util.Optional;

/**
 * Something that is done to a program, and what must come of it.
 *
 * @param name in words
 */
record Experiment(String name, Body body) {
    /** Does it. */
    @FunctionalInterface
    interface Body {
        /** What is wrong with the outcome; none if it is as it must be. */
        Optional<String> run(Trial trial) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
