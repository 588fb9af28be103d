package io.sluice.streaming.kafka.record;

import java.io.Serializable;
import java.util.Locale;

/** What a record that no deserializer can read means: the values of {@code sluice.streaming.kafka.onBadRecord}. */
public enum BadRecordPolicy implements Serializable {
    /** The batch fails. */
    FAIL,
    /** It is counted and left out. */
    SKIP,
    /** It is counted, left out, and kept where {@code sluice.streaming.kafka.deadLetter} says. */
    DEAD_LETTER;

    /** Reads {@code fail}, {@code skip} or {@code deadLetter}. */
    public static BadRecordPolicy parse(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "fail" -> FAIL;
            case "skip" -> SKIP;
            case "deadletter" -> DEAD_LETTER;
            default -> throw new IllegalArgumentException("fail, skip or deadLetter is expected");
        };
    }

    @Override
    public String toString() {
        return switch (this) {
            case FAIL -> "fail";
            case SKIP -> "skip";
            case DEAD_LETTER -> "deadLetter";
        };
    }
}
