package io.sluice.torture.disk;

/**
 * A disk that does not do what it is told, from some write on.
 *
 * @param area where
 * @param count at which write, or force, there, from 1; it stays so
 */
public record Fault(Kind kind, Area area, int count) {
    /** What is wrong. */
    public enum Kind {
        /** Nothing more fits. */
        FULL_DISK,
        /** Half of the bytes are written, and then an error is reported. */
        SHORT_WRITE,
        /** Forcing reports an error. */
        FORCE_FAILS,
        /** Nothing can be written, made or deleted. */
        READ_ONLY
    }

    /** {@link #toString} and back. */
    static Fault parse(String text) {
        String[] parts = text.split("/", -1);
        return new Fault(Kind.valueOf(parts[0]), Area.valueOf(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return "%s/%s/%d".formatted(kind, area, count);
    }
}
