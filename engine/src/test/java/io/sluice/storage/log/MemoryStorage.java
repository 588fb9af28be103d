package io.sluice.storage.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A disk in memory, which forgets in a crash what was not forced, and fails when told to. */
public final class MemoryStorage implements LogStorage {
    final TreeMap<String, Content> files = new TreeMap<>();
    private final Set<String> locks = new HashSet<>();
    private long room = Long.MAX_VALUE;
    private boolean forceFails;
    Runnable onForce = () -> {};
    public int forces;

    /** A file's bytes, and how many of them are on the disk. */
    static final class Content {
        volatile byte[] bytes = {};
        volatile int durable;
    }

    byte[] bytes(String name) {
        return files.get(name).bytes;
    }

    void flipBit(String name, long bit) {
        files.get(name).bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
    }

    void leaveRoomFor(long bytes) {
        room = bytes;
    }

    public void failForces(boolean fail) {
        forceFails = fail;
    }

    /** Cuts each file somewhere between what is on the disk and what was written. */
    public void crash(Random random) {
        for (Content content : files.values()) {
            int lost = random.nextInt(content.bytes.length - content.durable + 1);
            content.bytes = Arrays.copyOf(content.bytes, content.bytes.length - lost);
            content.durable = content.bytes.length;
        }
        room = Long.MAX_VALUE;
        forceFails = false;
        locks.clear();
    }

    @Override
    public LogStorage below(String directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String location() {
        return "/memory";
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public void settle(String name) {}

    @Override
    public AppendFile append(String name) {
        Content content = files.computeIfAbsent(name, fresh -> new Content());
        return new AppendFile() {
            @Override
            public long length() {
                return content.bytes.length;
            }

            @Override
            public void append(ByteBuffer... parts) throws IOException {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(content.bytes);
                for (ByteBuffer part : parts) {
                    byte[] bytes = new byte[(int) Math.min(room, part.remaining())];
                    part.get(bytes);
                    all.writeBytes(bytes);
                    room -= bytes.length;
                    content.bytes = all.toByteArray();
                    if (part.hasRemaining()) {
                        throw new IOException("No space left on device");
                    }
                }
            }

            @Override
            public void force() throws IOException {
                int written = content.bytes.length;
                onForce.run();
                if (forceFails) {
                    throw new IOException("Input/output error");
                }
                forces++;
                content.durable = Math.max(content.durable, written);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public ReadFile read(String name) throws IOException {
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new ReadFile() {
            @Override
            public long length() {
                return content.bytes.length;
            }

            @Override
            public int read(ByteBuffer into, long position) {
                int bytes = (int) Math.min(into.remaining(), content.bytes.length - position);
                into.put(content.bytes, (int) position, bytes);
                return bytes;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void replace(String name, ByteBuffer content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(String name, long length) {
        Content content = files.get(name);
        content.bytes = Arrays.copyOf(content.bytes, (int) length);
        content.durable = content.bytes.length;
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public Closeable lock(String name) throws IOException {
        if (!locks.add(name)) {
            throw new AlreadyLockedException(name);
        }
        return () -> locks.remove(name);
    }
}
