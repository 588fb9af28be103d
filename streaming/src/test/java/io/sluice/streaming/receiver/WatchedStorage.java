package io.sluice.streaming.receiver;

import io.sluice.storage.log.LogStorage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage that counts forces, and refuses them when told to. */
final class WatchedStorage implements LogStorage {
    private final LogStorage storage;
    final AtomicInteger forces;
    volatile boolean isRefusing;

    WatchedStorage(LogStorage storage) {
        this.storage = storage;
        this.forces = new AtomicInteger();
    }

    @Override
    public LogStorage below(String directory) {
        return storage.below(directory);
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
        AppendFile file = storage.append(name);
        return new AppendFile() {
            @Override
            public long length() throws IOException {
                return file.length();
            }

            @Override
            public void append(ByteBuffer... content) throws IOException {
                file.append(content);
            }

            @Override
            public void force() throws IOException {
                if (isRefusing) {
                    throw new IOException("Input/output error");
                }
                file.force();
                forces.incrementAndGet();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public ReadFile read(String name) throws IOException {
        return storage.read(name);
    }

    @Override
    public void replace(String name, ByteBuffer content) throws IOException {
        storage.replace(name, content);
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        storage.truncate(name, length);
    }

    @Override
    public void delete(String name) throws IOException {
        storage.delete(name);
    }

    @Override
    public Closeable lock(String name) throws IOException {
        return storage.lock(name);
    }
}
