package io.sluice.cli;

import io.sluice.examples.Examples;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds programs: examples by name, any class by its own. While open, the classes of the given jars are also what the
 * thread's context class loader finds. Confined to one thread.
 */
final class Programs implements AutoCloseable {
    private static final int SUGGESTIONS = 3;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    private Programs(URL[] jars) {
        loader = new URLClassLoader(jars, Programs.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
    }

    static Programs with(List<Path> jars) {
        return new Programs(jars.stream().map(Programs::url).toArray(URL[]::new));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible); // a file always has one
        }
    }

    /** @throws IllegalArgumentException if there is none, in sentences for the user */
    Program named(String name) {
        Optional<Examples.Example> example = example(name);
        if (example.isPresent()) {
            return Program.of(example.get().mainClass());
        }
        try {
            return Program.of(Class.forName(name, true, loader));
        } catch (ClassNotFoundException | NoClassDefFoundError unknown) {
            String nearest = Nearest.ranked(name, Examples.byName().keySet()).stream()
                    .limit(SUGGESTIONS)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "there is no class and no example '%s'; did you mean %s? A class of yours needs --jar. Examples:%n%s"
                            .formatted(name, nearest, ExamplesCommand.list().stripTrailing()),
                    unknown);
        }
    }

    /** By its name, or by that of its class, in small or large letters. */
    static Optional<Examples.Example> example(String name) {
        return Examples.all().stream()
                .filter(example -> name.equalsIgnoreCase(example.name())
                        || name.equalsIgnoreCase(example.mainClass().getSimpleName()))
                .findFirst();
    }

    /** The jars stay open: threads that the program left may need classes of theirs until the JVM ends. */
    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
    }
}
