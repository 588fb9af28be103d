package io.sluice.cli.submit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** A program's jar on this machine, looked into before a cluster is asked to run it. Immutable. */
public final class Application {
    private static final String CLASS_FILE = ".class";

    private final List<String> classes;
    private final Optional<String> mainClass;

    private Application(List<String> classes, Optional<String> mainClass) {
        this.classes = classes;
        this.mainClass = mainClass;
    }

    /**
     * The jar of an application; empty if it is not on this machine's file system, so that nothing can be said of it here.
     *
     * @throws IllegalArgumentException if there is no such jar, in a sentence for the user
     */
    public static Optional<Application> in(String jar) {
        Optional<Path> local = local(jar);
        if (local.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(local.get())) {
            throw new IllegalArgumentException("there is no jar '%s'".formatted(jar));
        }
        try (JarFile file = new JarFile(local.get().toFile())) {
            List<String> classes = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(CLASS_FILE) && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.length() - CLASS_FILE.length())
                            .replace('/', '.'))
                    .toList();
            Manifest manifest = file.getManifest();
            return Optional.of(new Application(
                    classes,
                    Optional.ofNullable(manifest)
                            .map(Manifest::getMainAttributes)
                            .map(all -> all.getValue(Attributes.Name.MAIN_CLASS))));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "'%s' is not a jar: %s".formatted(jar, unreadable.getMessage()), unreadable);
        }
    }

    private static Optional<Path> local(String jar) {
        if (jar.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(jar).getPath()));
        }
        return jar.contains(":/") ? Optional.empty() : Optional.of(Path.of(jar));
    }

    /** Whether a class is in it, by its name, also a nested one by the name that a program gives it. */
    public boolean has(String className) {
        return classes.contains(className);
    }

    /** The classes in it that are nobody's part. */
    public List<String> classes() {
        return classes.stream().filter(name -> !name.contains("$")).toList();
    }

    /** What the jar says is to be run. */
    public Optional<String> mainClass() {
        return mainClass;
    }
}
