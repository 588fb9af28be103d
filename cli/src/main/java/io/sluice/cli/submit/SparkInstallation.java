package io.sluice.cli.submit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spark, as it is in a directory on this machine: a release, or no more than its jars. Immutable. */
public final class SparkInstallation {
    private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

    private final Path home;
    private final Map<String, String> environment;

    private SparkInstallation(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = new TreeMap<>(environment);
        this.environment.put("SPARK_HOME", home.toString());
        this.environment.putIfAbsent("SPARK_SCALA_VERSION", "2.13");
    }

    /**
     * The one that the environment names.
     *
     * @throws IllegalArgumentException if {@code SPARK_HOME} leads to none, in a sentence for the user
     */
    public static SparkInstallation of(Map<String, String> environment) {
        String home = environment.getOrDefault("SPARK_HOME", "");
        if (home.isEmpty()) {
            throw new IllegalArgumentException(
                    "SPARK_HOME is not set: it must be the directory of Spark 4.1 or newer, with bin/spark-submit,"
                            + " or at least with Spark's jars in jars/");
        }
        SparkInstallation spark = new SparkInstallation(Path.of(home).toAbsolutePath(), environment);
        if (!Files.isExecutable(spark.script()) && !Files.isDirectory(spark.jars())) {
            throw new IllegalArgumentException(
                    "SPARK_HOME is '%s', where there is neither bin/spark-submit nor jars/".formatted(home));
        }
        return spark;
    }

    private Path script() {
        return home.resolve("bin").resolve("spark-submit");
    }

    private Path jars() {
        return home.resolve("jars");
    }

    /** Whether a setting is among the defaults of this installation. */
    public boolean hasDefault(String key) {
        String conf =
                environment.getOrDefault("SPARK_CONF_DIR", home.resolve("conf").toString());
        Path defaults = Path.of(conf, "spark-defaults.conf");
        try {
            return Files.exists(defaults)
                    && Files.readAllLines(defaults).stream()
                            .anyMatch(line -> line.strip().startsWith(key));
        } catch (IOException unreadable) {
            return false; // spark-submit will say so
        }
    }

    /** The process that submits; nobody reads what it prints yet. */
    public ProcessBuilder submit(List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(script())) {
            command.add(script().toString());
            command.addAll(words);
        } else {
            command.addAll(launched(words));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Asks Spark's launcher, as the script would, which command it takes: a driver's memory and options are part of it. */
    private List<String> launched(List<String> words) throws IOException {
        List<String> ask = new ArrayList<>(List.of(
                java(), "-Xmx128m", "-cp", jars() + File.separator + "*", "org.apache.spark.launcher.Main", SUBMIT));
        ask.addAll(words);
        ProcessBuilder launcher = new ProcessBuilder(ask).redirectError(ProcessBuilder.Redirect.INHERIT);
        launcher.environment().putAll(environment);
        Process process = launcher.start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // words that end in NUL each, behind a first line which has one too
        List<String> command = new ArrayList<>(Arrays.asList(answer.split("\0", -1)));
        command.replaceAll(word -> word.startsWith("\n") ? word.substring(1) : word);
        command.removeIf(word -> word.isBlank());
        if (command.isEmpty()) {
            throw new IOException("Spark's launcher did not say how to submit");
        }
        return command;
    }

    private String java() {
        String javaHome = environment.getOrDefault("JAVA_HOME", System.getProperty("java.home"));
        return Path.of(javaHome, "bin", "java").toString();
    }
}
