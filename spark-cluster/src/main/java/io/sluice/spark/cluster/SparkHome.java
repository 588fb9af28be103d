package io.sluice.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A directory that Spark takes for its own: its jars below {@code jars}, and {@code conf}. Immutable. */
public final class SparkHome {
    private static final String JARS = "jars-of-spark";

    private final Path directory;

    private SparkHome(Path directory) {
        this.directory = directory;
    }

    /** One that is there already. */
    public static SparkHome in(Path directory) {
        return new SparkHome(directory.toAbsolutePath());
    }

    /**
     * The one below {@code target} of the module that is being tested, made if it is not there. Its jars are those of the Spark
     * that the build knows, and stay where they are: these are links.
     */
    public static SparkHome ofBuild() {
        return create(Path.of("target", "spark-home"));
    }

    /** One below a directory, like {@link #ofBuild}. */
    public static synchronized SparkHome create(Path directory) {
        try (InputStream list = SparkHome.class.getResourceAsStream(JARS)) {
            if (list == null) {
                throw new IllegalStateException("the build has not written " + JARS);
            }
            String paths = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return linking(directory, paths.strip().split(File.pathSeparator));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SparkHome linking(Path directory, String[] jars) throws IOException {
        Path links = Files.createDirectories(directory.resolve("jars"));
        for (String jar : jars) {
            Path target = Path.of(jar);
            Path link = links.resolve(target.getFileName());
            if (!Files.exists(link)) {
                Files.deleteIfExists(link); // led to what is not there any more
                Files.createSymbolicLink(link, target);
            }
        }
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(conf.resolve("log4j2.properties"), Log4j.INFO_TO_STDERR);
        return in(directory);
    }

    public Path directory() {
        return directory;
    }

    /** What a process of Spark's must have on its class path. */
    public String classPath() {
        return directory.resolve("conf") + File.pathSeparator + directory.resolve("jars") + "/*";
    }

    /** What must be in the environment of Spark's processes, and of who submits programs. */
    public Map<String, String> environment() {
        return Map.of("SPARK_HOME", directory.toString(), "SPARK_LOCAL_IP", "127.0.0.1", "SPARK_SCALA_VERSION", "2.13");
    }

    private static final class Log4j {
        static final String INFO_TO_STDERR = """
                rootLogger.level = info
                rootLogger.appenderRef.stderr.ref = stderr
                appender.stderr.type = Console
                appender.stderr.name = stderr
                appender.stderr.target = SYSTEM_ERR
                appender.stderr.layout.type = PatternLayout
                appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
                """;
    }
}
