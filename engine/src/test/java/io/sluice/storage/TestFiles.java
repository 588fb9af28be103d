package io.sluice.storage;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.error.StreamException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files for tests, and the lines in them. */
final class TestFiles {
    private TestFiles() {}

    static InputFile write(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return listed(path);
    }

    static InputFile write(Path path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    static InputFile listed(Path path) throws IOException {
        return new InputFile(
                path.toString(),
                Files.size(path),
                Files.getLastModifiedTime(path).toInstant());
    }

    static byte[] compress(Compression compression, byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compression.encode(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    static List<String> lines(FileSplit split) {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = LineReader.open(split)) {
            reader.forEach(lines::add);
        }
        return lines;
    }

    static List<String> lines(InputFile file) {
        return lines(FileSplit.whole(file));
    }

    /** Names of everything in a directory, hidden or not. */
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static StreamException failureOf(ThrowingCallable call) {
        return catchThrowableOfType(StreamException.class, call);
    }
}
