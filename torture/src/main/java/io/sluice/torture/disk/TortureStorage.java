package io.sluice.torture.disk;

import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.LogStorage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** One directory of a {@link TortureDisk}. Thread-safe. */
final class TortureStorage implements LogStorage {
    private final TortureDisk disk;
    private final String path; // below the checkpoint directory; ends in / unless it is empty
    private final LogStorage local;
    private final Area area;

    TortureStorage(TortureDisk disk, String path) {
        this.disk = disk;
        this.path = path;
        this.local = new LocalLogStorage(disk.directory().resolve(path));
        this.area = Area.of(path);
    }

    @Override
    public LogStorage below(String directory) {
        return new TortureStorage(disk, path + directory + "/");
    }

    @Override
    public String location() {
        return local.location();
    }

    @Override
    public List<String> list() throws IOException {
        return local.list();
    }

    @Override
    public void settle(String name) throws IOException {
        local.settle(name);
    }

    @Override
    public AppendFile append(String name) throws IOException {
        requireWritable();
        boolean isNew = !local.list().contains(name);
        AppendFile[] opened = new AppendFile[1];
        TortureDisk.Work<IOException> open = () -> disk.change(() -> {
            opened[0] = local.append(name);
            disk.opened(path + name, opened[0].length());
        });
        if (isNew) {
            disk.step(Step.of(area, "ROLL"), open);
        } else {
            open.run();
        }
        return new TortureFile(disk, path + name, area, opened[0]);
    }

    @Override
    public ReadFile read(String name) throws IOException {
        return local.read(name);
    }

    @Override
    public void replace(String name, ByteBuffer content) throws IOException {
        requireWritable();
        disk.step(Step.of(area, "ROLL"), () -> disk.change(() -> local.replace(name, content)));
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        requireWritable();
        disk.step(
                Step.TRUNCATE,
                () -> disk.change(() -> {
                    local.truncate(name, length);
                    disk.truncated(path + name, length);
                }));
    }

    @Override
    public void delete(String name) throws IOException {
        requireWritable();
        disk.step(
                Step.of(area, "CLEANING"),
                () -> disk.change(() -> {
                    local.delete(name);
                    disk.deleted(path + name);
                }));
    }

    @Override
    public Closeable lock(String name) throws IOException {
        requireWritable();
        return disk.script().unlocked() ? () -> {} : local.lock(name);
    }

    private void requireWritable() throws IOException {
        if (disk.strikes(Fault.Kind.READ_ONLY, area)) {
            throw new IOException("Read-only file system");
        }
    }
}
