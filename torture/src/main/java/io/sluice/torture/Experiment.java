package io.sluice.torture;

import java.util.Optional;

/**
 * Something that is done to a program, and what must come of it.
 *
 * @param name in words
 * @param tries how often it may be done until it comes out as it must: more than once if it depends on what is under way when
 *     it strikes
 */
record Experiment(String name, int tries, Body body) {
    Experiment(String name, Body body) {
        this(name, 1, body);
    }

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
