package io.sluice.spark;

import io.sluice.SluiceContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * What executors need besides Spark, when a program starts Spark by itself: the jars of Sluice, of its libraries that Spark does
 * not have, and of the program, as far as its classes are on the stack. A directory of classes is made a jar. Programs that
 * spark-submit started have told it their jars, and who sets {@code spark.executor.extraClassPath} has seen to it.
 */
final class ProgramJars {
    /** A class of each jar that may be there. */
    private static final List<String> LIBRARIES = List.of(
            "io.sluice.streaming.StreamingContext",
            "io.sluice.streaming.kafka.KafkaUtils",
            "com.esotericsoftware.kryo.kryo5.Kryo",
            "org.apache.kafka.clients.consumer.KafkaConsumer");

    private static final List<String> NOT_THE_PROGRAMS =
            List.of("java.", "jdk.", "sun.", "scala.", "org.apache.spark.", "org.junit.", "net.jqwik.");

    private ProgramJars() {}

    /** Adds them to {@code spark.jars}. */
    static void send(SparkConf settings) {
        if (settings.contains("spark.app.submitTime")
                || settings.contains("spark.submit.deployMode")
                || settings.contains("spark.executor.extraClassPath")) {
            return;
        }
        Set<String> jars = new LinkedHashSet<>();
        for (String jar : settings.get("spark.jars", "").split(",", -1)) {
            if (!jar.isBlank()) {
                jars.add(jar.trim());
            }
        }
        sources().forEach(source -> jars.add(jar(source).toString()));
        settings.set("spark.jars", String.join(",", jars));
    }

    /** Jars, and directories of classes. */
    static Set<Path> sources() {
        List<Class<?>> classes = new ArrayList<>(List.of(SluiceContext.class, ProgramJars.class));
        for (String library : LIBRARIES) {
            try {
                classes.add(Class.forName(library, false, ProgramJars.class.getClassLoader()));
            } catch (ClassNotFoundException | NoClassDefFoundError notUsed) {
                // then executors will not ask for it
            }
        }
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).forEach(frame -> {
            if (NOT_THE_PROGRAMS.stream().noneMatch(frame.getClassName()::startsWith)) {
                classes.add(frame.getDeclaringClass());
            }
        });
        Set<Path> sources = new LinkedHashSet<>();
        classes.forEach(type -> source(type).ifPresent(sources::add));
        return sources;
    }

    private static Optional<Path> source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || !source.getLocation().getProtocol().equals("file")
                ? Optional.empty()
                : Optional.of(Path.of(URI.create(source.getLocation().toString())));
    }

    private static Path jar(Path source) {
        return Files.isDirectory(source) ? packed(source) : source;
    }

    /** A jar of the classes below a directory, which goes with this JVM. */
    static Path packed(Path directory) {
        try {
            Path jar = Files.createTempFile("sluice-classes-", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out);
                    Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String name = directory.relativize(file).toString().replace('\\', '/');
                    if (!name.equals("META-INF/MANIFEST.MF")) {
                        entries.putNextEntry(new JarEntry(name));
                        Files.copy(file, entries);
                        entries.closeEntry();
                    }
                }
            }
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException("the classes below " + directory + " cannot be sent to executors", failed);
        }
    }
}
