package io.sluice.storage.log;

import io.sluice.storage.Directories;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files on a local disk. What is promised to be durable was forced with fsync, the entries of new, renamed and removed files in
 * their directories too. Thread-safe.
 */
public final class LocalLogStorage implements LogStorage {
    /** What {@link #replace} writes before it renames; one left by a crash is written over by the next. */
    private static final String UNFINISHED = ".unfinished";

    private final Path directory;

    public LocalLogStorage(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public LogStorage below(String name) {
        return new LocalLogStorage(directory.resolve(name));
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.endsWith(UNFINISHED))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }

    @Override
    public void settle(String name) {} // what a process wrote here stays as it is when it ends

    @Override
    public AppendFile append(String name) throws IOException {
        Path path = directory.resolve(name);
        if (Files.notExists(path)) {
            Directories.create(path.getParent());
            Files.createFile(path);
        }
        return new LocalAppendFile(path);
    }

    @Override
    public ReadFile read(String name) throws IOException {
        return new LocalReadFile(SteadyFile.toRead(directory.resolve(name)));
    }

    @Override
    public void replace(String name, ByteBuffer content) throws IOException {
        Path path = directory.resolve(name);
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        Directories.create(path.getParent());
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished);
        try (SteadyFile file = SteadyFile.toWrite(unfinished)) {
            file.write(content, 0);
            file.force();
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Directories.sync(path.getParent());
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        try (SteadyFile file = SteadyFile.toWrite(directory.resolve(name))) {
            file.truncate(length);
            file.force();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path path = directory.resolve(name);
        if (Files.exists(path)) {
            Directories.delete(path);
            Directories.sync(path.getParent());
        }
    }

    @Override
    public Closeable lock(String name) throws IOException {
        Path path = directory.resolve(name);
        Directories.create(path.getParent());
        return LocalLock.take(path);
    }

    private static final class LocalAppendFile implements AppendFile {
        private final Path path;
        private final SteadyFile file;
        private long length;

        /** Whoever made the file may have died before its entry in the directory was forced. */
        private boolean isEntryDurable;

        LocalAppendFile(Path path) throws IOException {
            this.path = path;
            this.file = SteadyFile.toWrite(path);
            this.length = file.length();
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void append(ByteBuffer... content) throws IOException {
            for (ByteBuffer part : content) {
                int bytes = part.remaining();
                file.write(part, length);
                length += bytes;
            }
        }

        @Override
        public void force() throws IOException {
            file.force();
            if (!isEntryDurable) {
                Directories.sync(path.getParent());
                isEntryDurable = true;
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record LocalReadFile(SteadyFile file) implements ReadFile {
        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
