package io.sluice.testkit;

import io.sluice.storage.log.LogStorage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A storage whose disk fails as told: it becomes full in the middle of a write, refuses or forgets what it should force, can
 * only be read, or loses its power, which leaves any part of what was not forced. {@link #below} gives storages on the same
 * disk. Thread-safe.
 */
public final class FaultyStorage implements LogStorage {
    private final LogStorage storage;
    private final Disk disk;

    /** What all storages on a disk share. */
    private static final class Disk {
        final Map<String, Long> durable = new ConcurrentHashMap<>();
        volatile Consumer<String> onStep = step -> {};
        volatile boolean readOnly;
        volatile boolean forcesFail;
        volatile boolean forcesLie;
        private long room = Long.MAX_VALUE;

        synchronized int take(int bytes) {
            int taken = (int) Math.min(bytes, room);
            room -= taken;
            return taken;
        }

        synchronized void leaveRoom(long bytes) {
            room = bytes;
        }

        void requireWritable(String path) throws IOException {
            if (readOnly) {
                throw new AccessDeniedException(path, null, "Read-only file system");
            }
        }
    }

    /** A disk without faults over another storage. */
    public FaultyStorage(LogStorage storage) {
        this(storage, new Disk());
    }

    private FaultyStorage(LogStorage storage, Disk disk) {
        this.storage = storage;
        this.disk = disk;
    }

    // ---- faults

    /** After that many bytes more, the disk is full; the write that meets the end is cut short. */
    public void leaveRoomFor(long bytes) {
        disk.leaveRoom(bytes);
    }

    /** Whether forces fail. */
    public void failForces(boolean fail) {
        disk.forcesFail = fail;
    }

    /** Whether forces return without doing anything, as some disks' do. */
    public void ignoreForces(boolean ignore) {
        disk.forcesLie = ignore;
    }

    /** Whether nothing can be written. */
    public void makeReadOnly(boolean readOnly) {
        disk.readOnly = readOnly;
    }

    /**
     * Has someone told before each step: {@code append PATH}, {@code force PATH}, {@code forced PATH}, {@code replace PATH},
     * {@code truncate PATH}, {@code delete PATH}. An exception or a kill there is a crash at that step.
     */
    public void onStep(Consumer<String> listener) {
        disk.onStep = listener;
    }

    /** Changes one bit of a file. */
    public void flipBit(String name, long bit) throws IOException {
        byte[] content = content(name);
        content[(int) (bit / Byte.SIZE)] ^= (byte) (1 << (bit % Byte.SIZE));
        storage.replace(name, ByteBuffer.wrap(content));
    }

    /**
     * The power fails: each file keeps what was forced and some of what was not. Who has files open must not use them any
     * more. Faults are over. To be called on the storage that the others are below.
     */
    public void losePower(Random random) throws IOException {
        for (Map.Entry<String, Long> file : disk.durable.entrySet()) {
            long length = length(file.getKey());
            long lost = length - file.getValue();
            if (lost > 0) {
                storage.truncate(relative(file.getKey()), file.getValue() + (long) (random.nextDouble() * (lost + 1)));
            }
        }
        disk.durable.clear();
        disk.leaveRoom(Long.MAX_VALUE);
        disk.readOnly = false;
        disk.forcesFail = false;
        disk.forcesLie = false;
    }

    private String relative(String path) {
        return path.substring(storage.location().length() + 1);
    }

    private long length(String path) throws IOException {
        try (ReadFile file = storage.read(relative(path))) {
            return file.length();
        }
    }

    private byte[] content(String name) throws IOException {
        try (ReadFile file = storage.read(name)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.length());
            file.read(content, 0);
            return content.array();
        }
    }

    // ---- the storage

    @Override
    public LogStorage below(String directory) {
        return new FaultyStorage(storage.below(directory), disk);
    }

    @Override
    public String location() {
        return storage.location();
    }

    @Override
    public List<String> list() throws IOException {
        return storage.list();
    }

    @Override
    public void settle(String name) throws IOException {
        storage.settle(name);
    }

    @Override
    public AppendFile append(String name) throws IOException {
        disk.requireWritable(path(name));
        AppendFile file = storage.append(name);
        disk.durable.putIfAbsent(path(name), file.length());
        return new FaultyFile(path(name), file);
    }

    private String path(String name) {
        return storage.location() + "/" + name;
    }

    @Override
    public ReadFile read(String name) throws IOException {
        return storage.read(name);
    }

    @Override
    public void replace(String name, ByteBuffer content) throws IOException {
        disk.onStep.accept("replace " + path(name));
        disk.requireWritable(path(name));
        if (disk.take(content.remaining()) < content.remaining()) {
            throw full();
        }
        storage.replace(name, content);
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        disk.onStep.accept("truncate " + path(name));
        disk.requireWritable(path(name));
        storage.truncate(name, length);
        disk.durable.computeIfPresent(path(name), (path, durable) -> length);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.onStep.accept("delete " + path(name));
        disk.requireWritable(path(name));
        storage.delete(name);
        disk.durable.keySet().removeIf(path -> path.equals(path(name)) || path.startsWith(path(name) + "/"));
    }

    @Override
    public Closeable lock(String name) throws IOException {
        disk.requireWritable(path(name));
        return storage.lock(name);
    }

    private static IOException full() {
        return new IOException("No space left on device");
    }

    /** A file of the faulty disk. */
    private final class FaultyFile implements AppendFile {
        private final String path;
        private final AppendFile file;

        FaultyFile(String path, AppendFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void append(ByteBuffer... content) throws IOException {
            disk.onStep.accept("append " + path);
            disk.requireWritable(path);
            for (ByteBuffer part : content) {
                int room = disk.take(part.remaining());
                int missing = part.remaining() - room;
                part.limit(part.limit() - missing);
                file.append(part);
                if (missing > 0) {
                    throw full();
                }
            }
        }

        @Override
        public void force() throws IOException {
            disk.onStep.accept("force " + path);
            if (disk.forcesFail) {
                throw new IOException("Input/output error");
            }
            if (!disk.forcesLie) {
                long length = file.length();
                file.force();
                disk.durable.merge(path, length, Math::max);
            }
            disk.onStep.accept("forced " + path);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
