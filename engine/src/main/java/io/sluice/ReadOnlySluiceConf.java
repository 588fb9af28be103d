package io.sluice;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** Settings to look at: what can be asked of a {@link SluiceConf}. */
public sealed interface ReadOnlySluiceConf permits SluiceConf {
    /** The text of a setting, if it is set. */
    Optional<String> getOption(String key);

    /**
     * The value of a setting, its default if it is not set.
     *
     * @throws io.sluice.error.StreamException {@code INVALID_SETTING} if the text is no value of the setting
     */
    <T> T get(Setting<T> setting);

    /** Every key and its value. */
    Map<String, String> getAll();

    default boolean contains(String key) {
        return getOption(key).isPresent();
    }

    /**
     * The text of a setting.
     *
     * @throws NoSuchElementException if the key is not set
     */
    default String get(String key) {
        return getOption(key).orElseThrow(() -> new NoSuchElementException("setting %s is not set".formatted(key)));
    }

    default String get(String key, String defaultValue) {
        return getOption(key).orElse(defaultValue);
    }

    default int getInt(String key, int defaultValue) {
        return contains(key) ? Math.toIntExact(get(Setting.count(key, 0, ""))) : defaultValue;
    }

    default long getLong(String key, long defaultValue) {
        return get(Setting.count(key, defaultValue, ""));
    }

    default double getDouble(String key, double defaultValue) {
        return get(Setting.number(key, defaultValue, ""));
    }

    default boolean getBoolean(String key, boolean defaultValue) {
        return get(Setting.flag(key, defaultValue, ""));
    }

    /** The keys that begin with {@code prefix}, without it, and their values. */
    default Map<String, String> getAllWithPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>();
        getAll().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** What {@link SluiceConf#setExecutorEnv} set: names of environment variables, and their values. */
    default Map<String, String> getExecutorEnv() {
        return getAllWithPrefix(SluiceConf.ENVIRONMENT);
    }

    /** {@link #getTimeAsSeconds(String, String)} of a key that is set. */
    default long getTimeAsSeconds(String key) {
        return SettingText.duration(get(key), "s").toSeconds();
    }

    /** A duration in whole seconds; a number without a unit is seconds. */
    default long getTimeAsSeconds(String key, String defaultValue) {
        return SettingText.duration(get(key, defaultValue), "s").toSeconds();
    }

    /** {@link #getTimeAsMs(String, String)} of a key that is set. */
    default long getTimeAsMs(String key) {
        return SettingText.duration(get(key), "ms").toMillis();
    }

    /** A duration in milliseconds; a number without a unit is milliseconds. */
    default long getTimeAsMs(String key, String defaultValue) {
        return SettingText.duration(get(key, defaultValue), "ms").toMillis();
    }

    /** {@link #getSizeAsBytes(String, String)} of a key that is set. */
    default long getSizeAsBytes(String key) {
        return SettingText.bytes(get(key), "b");
    }

    /** A size in bytes; a number without a unit is bytes. */
    default long getSizeAsBytes(String key, String defaultValue) {
        return SettingText.bytes(get(key, defaultValue), "b");
    }

    /** {@link #getSizeAsKb(String, String)} of a key that is set. */
    default long getSizeAsKb(String key) {
        return SettingText.bytes(get(key), "k") >> 10;
    }

    /** A size in whole units of 1024 bytes; a number without a unit is that many of them. */
    default long getSizeAsKb(String key, String defaultValue) {
        return SettingText.bytes(get(key, defaultValue), "k") >> 10;
    }

    /** {@link #getSizeAsMb(String, String)} of a key that is set. */
    default long getSizeAsMb(String key) {
        return SettingText.bytes(get(key), "m") >> 20;
    }

    /** Like {@link #getSizeAsKb(String, String)}, in units of 1024 of those. */
    default long getSizeAsMb(String key, String defaultValue) {
        return SettingText.bytes(get(key, defaultValue), "m") >> 20;
    }

    /** {@link #getSizeAsGb(String, String)} of a key that is set. */
    default long getSizeAsGb(String key) {
        return SettingText.bytes(get(key), "g") >> 30;
    }

    /** Like {@link #getSizeAsMb(String, String)}, in units of 1024 of those. */
    default long getSizeAsGb(String key, String defaultValue) {
        return SettingText.bytes(get(key, defaultValue), "g") >> 30;
    }

    /** A line for each setting, sorted by key. */
    default String toDebugString() {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(getAll())
                .forEach((key, value) ->
                        lines.append(key).append('=').append(value).append('\n'));
        return lines.toString().stripTrailing();
    }
}
