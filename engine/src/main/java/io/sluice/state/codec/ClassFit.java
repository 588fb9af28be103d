package io.sluice.state.codec;

/**
 * Whether values written with a class as it was can be read with the class as it is.
 *
 * @param name the class
 * @param reason what is different, in words; empty if nothing is
 */
public record ClassFit(String name, Kind kind, String reason) {
    /** How well they fit. */
    public enum Kind {
        /** The class has not changed. */
        SAME,
        /** Values keep what both have; what is new starts with its default, what is gone is dropped. */
        COMPATIBLE,
        /** Values cannot be read. */
        INCOMPATIBLE
    }

    /**
     * Compares a class as it was with the one that a loader finds.
     *
     * @param loader finds the program's classes
     */
    public static ClassFit of(ClassShape shape, ClassLoader loader) {
        return ReadPlan.of(shape, loader).fit();
    }
}
