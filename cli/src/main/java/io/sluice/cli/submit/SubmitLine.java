package io.sluice.cli.submit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of spark-submit: options, all of which but a few have a value, then the application, then what is the
 * application's own. Immutable.
 */
public final class SubmitLine {
    private static final Set<String> WITHOUT_VALUE = Set.of(
            "--supervise", "--verbose", "-v", "--version", "--help", "-h", "--usage-error", "--load-spark-defaults");

    /** With one of these, spark-submit runs no application, and does something else. */
    private static final Set<String> WITHOUT_APPLICATION =
            Set.of("--kill", "--status", "--version", "--help", "-h", "--usage-error");

    private final List<Option> options;
    private final Optional<String> application;
    private final List<String> arguments;

    private SubmitLine(List<Option> options, Optional<String> application, List<String> arguments) {
        this.options = List.copyOf(options);
        this.application = application;
        this.arguments = List.copyOf(arguments);
    }

    /** An option; {@code value} is null if it is one that has none. */
    private record Option(String name, String value) {}

    /**
     * Takes a line apart.
     *
     * @throws IllegalArgumentException if it is not such a line, in a sentence for the user
     */
    public static SubmitLine parse(List<String> words) {
        List<Option> options = new ArrayList<>();
        int i = 0;
        while (i < words.size() && words.get(i).startsWith("-")) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            if (WITHOUT_VALUE.contains(word)) {
                options.add(new Option(word, null));
                i++;
            } else if (word.startsWith("--") && equals > 0) {
                options.add(option(word.substring(0, equals), word.substring(equals + 1)));
                i++;
            } else {
                if (i + 1 == words.size()) {
                    throw new IllegalArgumentException("%s needs a value".formatted(word));
                }
                options.add(option(word, words.get(i + 1)));
                i += 2;
            }
        }
        boolean asks = options.stream().anyMatch(option -> WITHOUT_APPLICATION.contains(option.name()));
        if (i == words.size() && asks) {
            return new SubmitLine(options, Optional.empty(), List.of());
        }
        if (i == words.size()) {
            throw new IllegalArgumentException(
                    "the application is missing: after the options, name its jar, such as clicks.jar");
        }
        return new SubmitLine(options, Optional.of(words.get(i)), words.subList(i + 1, words.size()));
    }

    /** Spark hands on no settings but its own; {@code SluiceConf} takes the prefix off again. */
    private static Option option(String name, String value) {
        boolean setting = name.equals("--conf") || name.equals("-c");
        return new Option(name, setting && value.startsWith("sluice.") ? "spark." + value : value);
    }

    /** The value of an option, the last one if it is given several times. */
    public Optional<String> value(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name) && option.value() != null)
                .map(Option::value)
                .reduce((earlier, later) -> later);
    }

    /** Whether an option without a value is given. */
    public boolean has(String name) {
        return options.stream().anyMatch(option -> option.name().equals(name));
    }

    /** What {@code --conf} says of settings. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Option option : options) {
            int equals = option.value() == null ? -1 : option.value().indexOf('=');
            if ((option.name().equals("--conf") || option.name().equals("-c")) && equals > 0) {
                settings.put(
                        option.value().substring(0, equals).trim(),
                        option.value().substring(equals + 1));
            }
        }
        return settings;
    }

    /** What {@code --conf} says of a setting. */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings().get(key));
    }

    /** The jar, as it was given; empty if none is to run, as with {@code --status}. */
    public Optional<String> application() {
        return application;
    }

    /**
     * The same line with more jars for the program and its tasks.
     *
     * @param others those of the setting {@code spark.jars}, which Spark passes over where there is {@code --jars}
     */
    public SubmitLine withJars(List<String> more, Optional<String> others) {
        if (more.isEmpty()) {
            return this;
        }
        List<String> jars = new ArrayList<>();
        value("--jars").or(() -> others).ifPresent(jars::add);
        jars.removeIf(String::isBlank);
        jars.addAll(more);
        List<Option> changed = new ArrayList<>(options);
        changed.removeIf(option -> option.name().equals("--jars"));
        changed.add(new Option("--jars", String.join(",", jars)));
        return new SubmitLine(changed, application, arguments);
    }

    /** As spark-submit takes it. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        for (Option option : options) {
            words.add(option.name());
            if (option.value() != null) {
                words.add(option.value());
            }
        }
        application.ifPresent(words::add);
        words.addAll(arguments);
        return words;
    }
}
