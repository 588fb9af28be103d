package io.sluice.torture.disk;

/** Where a crash comes, relative to a {@link Step}. */
public enum Moment {
    BEFORE,
    /** When half of the bytes are written. */
    WITHIN,
    AFTER
}
