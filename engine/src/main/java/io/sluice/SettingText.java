package io.sluice;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of settings the way Spark writes it: {@code 200ms}, {@code 64m}, {@code true}. */
final class SettingText {
    private static final Pattern WITH_UNIT = Pattern.compile("(-?\\d+)\\s*([a-z]*)");
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("us", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("min", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L));
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("b", 0),
            Map.entry("k", 10),
            Map.entry("kb", 10),
            Map.entry("m", 20),
            Map.entry("mb", 20),
            Map.entry("g", 30),
            Map.entry("gb", 30),
            Map.entry("t", 40),
            Map.entry("tb", 40));

    private SettingText() {}

    static boolean flag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is expected");
        };
    }

    static long count(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("a whole number is expected", notANumber);
        }
    }

    static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("a number is expected", notANumber);
        }
    }

    static Duration duration(String text) {
        return duration(text, "ms");
    }

    /** A duration; a number without a unit is in {@code unit}. */
    static Duration duration(String text, String unit) {
        Matcher matched = matched(text, "a duration such as 200ms, 10s or 5min is expected");
        Long nanos = NANOS.get(matched.group(2).isEmpty() ? unit : matched.group(2));
        if (nanos == null) {
            throw new IllegalArgumentException("a duration such as 200ms, 10s or 5min is expected");
        }
        return Duration.ofNanos(Math.multiplyExact(Long.parseLong(matched.group(1)), nanos));
    }

    static long bytes(String text) {
        return bytes(text, "b");
    }

    /** A size; a number without a unit is in {@code unit}. */
    static long bytes(String text, String unit) {
        Matcher matched = matched(text, "a size such as 512k, 64m or 2g is expected");
        Integer shift = BYTES.get(matched.group(2).isEmpty() ? unit : matched.group(2));
        if (shift == null) {
            throw new IllegalArgumentException("a size such as 512k, 64m or 2g is expected");
        }
        return Math.multiplyExact(Long.parseLong(matched.group(1)), 1L << shift);
    }

    private static Matcher matched(String text, String expected) {
        Matcher matcher = WITH_UNIT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(expected);
        }
        return matcher;
    }
}
