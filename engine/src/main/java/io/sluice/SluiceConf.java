package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a program sets: keys and values, each a piece of text. {@code sluice.} keys must be known ones; a {@code spark.} key
 * that Sluice knows under its own prefix is taken as that; every other key is the program's own. A context takes a copy, so
 * changes after that reach no one. Not thread-safe.
 */
public final class SluiceConf implements Cloneable {
    private final Map<String, String> values = new TreeMap<>();

    /** Starts with the JVM's system properties that begin with {@code sluice.}. */
    public SluiceConf() {
        this(true);
    }

    /**
     * An empty configuration, or one that starts from the JVM's.
     *
     * @param loadDefaults whether to start with the JVM's system properties that begin with {@code sluice.}
     */
    public SluiceConf(boolean loadDefaults) {
        if (loadDefaults) {
            System.getProperties().stringPropertyNames().stream()
                    .filter(key -> key.startsWith("sluice."))
                    .forEach(key -> values.put(key, System.getProperty(key)));
        }
    }

    public SluiceConf setMaster(String master) {
        return set(EngineSettings.MASTER.key(), master);
    }

    public SluiceConf setAppName(String name) {
        return set(EngineSettings.APP_NAME.key(), name);
    }

    public SluiceConf set(String key, String value) {
        values.put(requireNonNull(key, "key"), requireNonNull(value, "value of " + key));
        return this;
    }

    public SluiceConf setAll(Map<String, String> settings) {
        settings.forEach(this::set);
        return this;
    }

    public SluiceConf setIfMissing(String key, String value) {
        return contains(key) ? this : set(key, value);
    }

    public SluiceConf remove(String key) {
        values.remove(key);
        return this;
    }

    public boolean contains(String key) {
        return values.containsKey(key);
    }

    /**
     * The text of a setting.
     *
     * @throws java.util.NoSuchElementException if the key is not set
     */
    public String get(String key) {
        return getOption(key)
                .orElseThrow(() -> new java.util.NoSuchElementException("setting %s is not set".formatted(key)));
    }

    public String get(String key, String defaultValue) {
        return values.getOrDefault(key, defaultValue);
    }

    public Optional<String> getOption(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public int getInt(String key, int defaultValue) {
        return contains(key) ? Math.toIntExact(get(Setting.count(key, 0, ""))) : defaultValue;
    }

    public long getLong(String key, long defaultValue) {
        return get(Setting.count(key, defaultValue, ""));
    }

    public double getDouble(String key, double defaultValue) {
        return get(Setting.number(key, defaultValue, ""));
    }

    public boolean getBoolean(String key, boolean defaultValue) {
        return get(Setting.flag(key, defaultValue, ""));
    }

    /**
     * The value of a setting, its default if it is not set.
     *
     * @throws StreamException {@code INVALID_SETTING} if the text is no value of the setting
     */
    public <T> T get(Setting<T> setting) {
        String text = values.get(setting.key());
        if (text == null) {
            return setting.defaultValue();
        }
        try {
            return setting.parse().apply(text);
        } catch (IllegalArgumentException | ArithmeticException invalid) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "Setting %s has the value '%s', but %s.".formatted(setting.key(), text, invalid.getMessage()),
                    "Change the value, or leave it out for the default, %s.".formatted(setting.defaultValue()),
                    invalid);
        }
    }

    /** Every key and its value, sorted by key. */
    public Map<String, String> getAll() {
        return Map.copyOf(values);
    }

    /** A line for each setting, sorted by key. */
    public String toDebugString() {
        StringBuilder lines = new StringBuilder();
        values.forEach(
                (key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return lines.toString().stripTrailing();
    }

    @Override
    public SluiceConf clone() {
        return new SluiceConf(false).setAll(values);
    }

    /** A checked copy: aliases renamed, unknown {@code sluice.} keys refused. */
    SluiceConf checked() {
        return new SettingCheck().check(this);
    }
}
