package io.sluice;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * One setting: its key, what it is when nobody sets it, and how its text is read.
 *
 * @param key with the prefix {@code sluice.}; the same key with {@code spark.} is taken as an alias
 * @param parse throws {@link IllegalArgumentException} for text that is no value, saying what would be one
 * @param meaning one sentence for lists of settings
 */
public record Setting<T>(String key, T defaultValue, Function<String, T> parse, String meaning) {
    public Setting {
        requireNonNull(key, "key");
        requireNonNull(parse, "parse");
        requireNonNull(meaning, "meaning");
    }

    public static Setting<Boolean> flag(String key, boolean defaultValue, String meaning) {
        return new Setting<>(key, defaultValue, SettingText::flag, meaning);
    }

    public static Setting<Long> count(String key, long defaultValue, String meaning) {
        return new Setting<>(key, defaultValue, SettingText::count, meaning);
    }

    public static Setting<Double> number(String key, double defaultValue, String meaning) {
        return new Setting<>(key, defaultValue, SettingText::number, meaning);
    }

    public static Setting<java.time.Duration> duration(String key, java.time.Duration defaultValue, String meaning) {
        return new Setting<>(key, defaultValue, SettingText::duration, meaning);
    }

    public static Setting<Long> bytes(String key, long defaultValue, String meaning) {
        return new Setting<>(key, defaultValue, SettingText::bytes, meaning);
    }

    public static Setting<String> text(String key, String defaultValue, String meaning) {
        return new Setting<>(key, defaultValue, text -> text, meaning);
    }
}
