package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program sets: keys and values, each a piece of text. {@code sluice.} keys must be known ones; a {@code spark.} key
 * that Sluice knows under its own prefix is taken as that; every other key is the program's own. A context takes a copy, so
 * changes after that reach no one. Not thread-safe.
 */
public final class SluiceConf implements ReadOnlySluiceConf, Cloneable {
    /** What keys of environment variables begin with. */
    static final String ENVIRONMENT = "sluice.executorEnv.";

    private final Map<String, String> values = new TreeMap<>();

    /**
     * Starts with the JVM's system properties that begin with {@code sluice.} or {@code spark.}, which is also where spark-submit
     * puts the master, the name and the settings that it was given.
     */
    public SluiceConf() {
        this(true);
    }

    /**
     * An empty configuration, or one that starts from the JVM's.
     *
     * @param loadDefaults whether to start with the JVM's system properties, see {@link #SluiceConf()}
     */
    public SluiceConf(boolean loadDefaults) {
        if (loadDefaults) {
            System.getProperties().stringPropertyNames().stream()
                    .filter(key -> key.startsWith("sluice.") || key.startsWith("spark."))
                    .forEach(key -> values.put(key, System.getProperty(key)));
        }
    }

    public SluiceConf setMaster(String master) {
        return set(EngineSettings.MASTER.key(), master);
    }

    public SluiceConf setAppName(String name) {
        return set(EngineSettings.APP_NAME.key(), name);
    }

    /** Where Spark is on a cluster's machines, or null; the embedded engine does not look at it. */
    public SluiceConf setSparkHome(String home) {
        return home == null ? remove(EngineSettings.HOME.key()) : set(EngineSettings.HOME.key(), home);
    }

    /** What {@link SluiceContext#addJar} is told of at the start. */
    public SluiceConf setJars(String... jars) {
        return set(EngineSettings.JARS.key(), String.join(",", jars));
    }

    /** An environment variable for the processes of {@link RddLike#pipe(String) pipe}, besides those of this process. */
    public SluiceConf setExecutorEnv(String variable, String value) {
        return set(ENVIRONMENT + variable, value);
    }

    /** {@link #setExecutorEnv(String, String)} for each variable. */
    public SluiceConf setExecutorEnv(Map<String, String> variables) {
        variables.forEach(this::setExecutorEnv);
        return this;
    }

    /**
     * Names classes of records. Every class gets its number when it is first met, so nothing depends on it; the embedded
     * engine only keeps the names.
     */
    public SluiceConf registerKryoClasses(Class<?>... classes) {
        String named = get(EngineSettings.KRYO_CLASSES.key(), "");
        Stream<String> before = Arrays.stream(named.split(",", -1)).filter(name -> !name.isEmpty());
        Stream<String> more = Arrays.stream(classes).map(Class::getName);
        return set(
                EngineSettings.KRYO_CLASSES.key(),
                Stream.concat(before, more).distinct().collect(Collectors.joining(",")));
    }

    /** The jars that {@link #setJars} named. */
    List<String> jars() {
        return Arrays.stream(get(EngineSettings.JARS).split(",", -1))
                .map(String::trim)
                .filter(jar -> !jar.isEmpty())
                .toList();
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

    @Override
    public Optional<String> getOption(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
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

    @Override
    public Map<String, String> getAll() {
        return Map.copyOf(values);
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
