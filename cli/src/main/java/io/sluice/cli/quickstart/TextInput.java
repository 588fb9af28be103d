package io.sluice.cli.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The text files under a path: a file itself, or all of a directory but hidden files, build output and binaries. Immutable. */
public final class TextInput {
    private static final Set<String> BUILD_OUTPUT = Set.of("target", "build", "out", "node_modules");
    private static final int LOOKED_AT = 1024;

    private final Path root;
    private final List<Path> files;

    private TextInput(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /**
     * Finds the files.
     *
     * @throws IllegalArgumentException if there is no text to be had, in a sentence for the user
     */
    public static TextInput under(Path root) {
        if (!Files.exists(root)) {
            throw new IllegalArgumentException("there is no file or directory '%s'".formatted(root));
        }
        try {
            List<Path> files = new ArrayList<>();
            if (Files.isDirectory(root)) {
                Files.walkFileTree(root, new TextFiles(root, files));
                files.sort(null);
            } else {
                files.add(root);
            }
            TextInput input = new TextInput(root, List.copyOf(files));
            input.requireText();
            return input;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException("'%s' cannot be read: %s".formatted(root, unreadable), unreadable);
        }
    }

    private void requireText() {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there are no text files under '%s'".formatted(root));
        }
        try (EndlessLines lines = lines()) {
            if (!lines.hasNext()) {
                throw new IllegalArgumentException("there is no line of text in '%s'".formatted(root));
            }
        }
    }

    public int files() {
        return files.size();
    }

    /** All lines that are not blank, file after file, and again from the first. */
    EndlessLines lines() {
        return new EndlessLines(files);
    }

    private static final class TextFiles extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> found;

        TextFiles(Path root, List<Path> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName() == null
                    ? ""
                    : directory.getFileName().toString();
            boolean skipped = !directory.equals(root) && (name.startsWith(".") || BUILD_OUTPUT.contains(name));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !file.getFileName().toString().startsWith(".") && isText(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) throws IOException {
            if (file.equals(root)) {
                throw unreadable;
            }
            return FileVisitResult.CONTINUE;
        }

        /** As grep and git tell: no zero byte near the begin. */
        private static boolean isText(Path file) {
            try (InputStream bytes = Files.newInputStream(file)) {
                for (byte each : bytes.readNBytes(LOOKED_AT)) {
                    if (each == 0) {
                        return false;
                    }
                }
                return true;
            } catch (IOException unreadable) {
                return false;
            }
        }
    }

    /** Reads the files round and round; ends only when a whole round gives no line. Bytes that are no UTF-8 are replaced. */
    static final class EndlessLines implements Iterator<String>, AutoCloseable {
        private final List<Path> files;
        private int nextFile;
        private BufferedReader open;
        private String line;

        private EndlessLines(List<Path> files) {
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            int opened = 0;
            while (line == null && opened <= files.size()) {
                line = lineOfOpenFile();
                if (line == null) {
                    close();
                    openNext();
                    opened++;
                } else if (line.isBlank()) {
                    line = null;
                }
            }
            return line != null;
        }

        private String lineOfOpenFile() {
            try {
                return open == null ? null : open.readLine();
            } catch (IOException unreadable) {
                return null;
            }
        }

        /** A file that is gone or unreadable by now counts as empty. */
        private void openNext() {
            Path file = files.get(nextFile);
            nextFile = (nextFile + 1) % files.size();
            try {
                open = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                open = null;
            }
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException("no file has a line any more");
            }
            String next = line;
            line = null;
            return next;
        }

        @Override
        public void close() {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException ignored) {
                // closing what was only read loses nothing
            }
            open = null;
        }
    }
}
