package io.sluice;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The files and jars that a program names for its tasks. In one process they stay where they are. Thread-safe. */
final class SharedFiles {
    private final List<Path> files = new CopyOnWriteArrayList<>();
    private final List<String> jars = new CopyOnWriteArrayList<>();

    void addFile(String path, boolean recursive) {
        Path file = Path.of(path).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no file %s".formatted(file));
        }
        if (Files.isDirectory(file) && !recursive) {
            throw new IllegalArgumentException("%s is a directory: add it with recursive = true".formatted(file));
        }
        files.add(file);
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
