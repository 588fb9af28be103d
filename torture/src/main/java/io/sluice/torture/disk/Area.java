package io.sluice.torture.disk;

import java.util.Locale;

/** The parts of a checkpoint directory. */
public enum Area {
    /** The log of batches. */
    BATCHES,
    /** What stateful operators keep. */
    STATE,
    /** What receivers have stored. */
    RECEIVED,
    /** All else, such as the lock. */
    OTHER;

    /** The area of a path below the checkpoint directory. */
    static Area of(String path) {
        for (Area area : values()) {
            if (path.startsWith(area.directory())) {
                return area;
            }
        }
        return OTHER;
    }

    /** Its directory in a checkpoint. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }
}
