package io.sluice.cli.submit;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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

    /**
     * What the settings say that spark-submit reads from a file.
     *
     * @param propertiesFile the one that is read instead of the defaults of this installation, if one was named
     */
    public Optional<String> setting(String key, Optional<String> propertiesFile) {
        String conf =
                environment.getOrDefault("SPARK_CONF_DIR", home.resolve("conf").toString());
        Path file = propertiesFile.map(Path::of).orElse(Path.of(conf, "spark-defaults.conf"));
        Properties settings = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader); // it is what Spark reads it with
            } catch (IOException | IllegalArgumentException unreadable) {
                return Optional.empty(); // spark-submit will say so
            }
        }
        return Optional.ofNullable(settings.getProperty(key)).map(String::trim);
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
        // words that end in NUL each, empty ones too, behind what prepares a shell and has a NUL and a line end
        int first = answer.indexOf("\0\n");
        List<String> command = new ArrayList<>(
                Arrays.asList(answer.substring(first < 0 ? 0 : first + 2).split("\0", -1)));
        command.remove(command.size() - 1); // behind the last NUL
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
