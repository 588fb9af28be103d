package io.sluice;

import io.sluice.storage.PathPattern;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The files and jars that a program names for its tasks, where they are at the program. Thread-safe. */
final class SharedFiles {
    private final List<Path> files = new CopyOnWriteArrayList<>();
    private final List<String> jars = new CopyOnWriteArrayList<>();

    /** Notes a file, and answers where it is. */
    Path addFile(String path, boolean recursive) {
        Path file = PathPattern.plainPath(path);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no file %s".formatted(file));
        }
        if (Files.isDirectory(file) && !recursive) {
            throw new IllegalArgumentException("%s is a directory: add it with recursive = true".formatted(file));
        }
        files.add(file);
        return file;
    }

    void addJar(String path) {
        jars.add(path);
    }

    /** Where a class was loaded from, if that is a jar. */
    static Optional<String> jarOf(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .filter(location -> location.getProtocol().equals("file")
                        && location.getPath().endsWith(".jar"))
                .map(location -> Path.of(URI.create(location.toString())).toString());
    }

    List<String> files() {
        return files.stream().map(Path::toString).toList();
    }

    List<String> jars() {
        return List.copyOf(jars);
    }

    String find(String name) {
        return files.stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() ->
                        new IllegalArgumentException("no file named %s was added, but %s".formatted(name, files)));
    }
}
