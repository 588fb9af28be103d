package io.sluice.spark.hadoop;

import io.sluice.storage.log.LogStorage;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.io.IOUtils;

/**
 * Files on a file system that Hadoop's client reaches. Where its streams can be synced ({@code hdfs:}, {@code abfs:}), a file is
 * a file, as on the local disk, and what is durable was synced. Elsewhere ({@code s3a:}), it is a row of {@link Piece}s, each
 * durable when its stream is closed. Thread-safe.
 */
public final class HadoopLogStorage implements LogStorage {
    private static final int COPY_BYTES = 256 << 10;

    private final Disk disk;
    private final Path directory;
    private final Fence fence;
    private final Map<String, HadoopFile> written = new ConcurrentHashMap<>();

    /** The storage for a directory, which need not exist, of a file system. */
    public HadoopLogStorage(FileSystem files, Path directory) {
        this(files, directory, new SystemClock());
    }

    HadoopLogStorage(FileSystem files, Path directory, StreamClock clock) {
        this(new Disk(files, clock), files.makeQualified(directory), new Fence());
    }

    private HadoopLogStorage(Disk disk, Path directory, Fence fence) {
        this.disk = disk;
        this.directory = directory;
        this.fence = fence;
    }

    @Override
    public LogStorage below(String name) {
        return new HadoopLogStorage(disk, path(name), fence);
    }

    private Path path(String name) {
        return new Path(directory, name);
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public List<String> list() throws IOException {
        return Steadily.call(() -> disk.list(directory)).stream()
                .map(status -> status.getPath().getName())
                .filter(name -> !name.endsWith(Disk.UNFINISHED) && !Piece.isLater(name))
                .sorted()
                .toList();
    }

    @Override
    public void settle(String name) throws IOException {
        Steadily.run(() -> disk.settle(path(name)));
    }

    // ---- appending

    @Override
    public AppendFile append(String name) throws IOException {
        HadoopFile file = Steadily.call(() -> open(path(name)));
        written.put(name, file);
        return new Written(name, file);
    }

    private HadoopFile open(Path path) throws IOException {
        fence.requireHeld();
        List<Piece> pieces = disk.pieces(path);
        if (pieces.isEmpty()) {
            disk.deleteFrom(path, 0); // what a deletion that was cut short has left
            return begin(path);
        }
        if (pieces.size() == 1) {
            disk.settle(path);
            try {
                FSDataOutputStream out = disk.files().append(path);
                if (out.hasCapability(StreamCapabilities.HSYNC)) {
                    return new SyncedFile(out, disk.files().getFileStatus(path).getLen(), fence);
                }
                Disk.abandon(out);
            } catch (UnsupportedOperationException noAppending) {
                // as a piece, then
            }
        }
        return new PiecedFile(disk, path, pieces.get(pieces.size() - 1).end(), fence);
    }

    private HadoopFile begin(Path path) throws IOException {
        FSDataOutputStream out = disk.files().create(path, false);
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            return new SyncedFile(out, 0, fence);
        }
        Disk.abandon(out);
        return new PiecedFile(disk, path, 0, fence);
    }

    /** A file that this storage knows to be written, as long as it is. */
    private final class Written implements AppendFile {
        private final String name;
        private final HadoopFile file;

        Written(String name, HadoopFile file) {
            this.name = name;
            this.file = file;
        }

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
            file.force();
        }

        @Override
        public void close() throws IOException {
            written.remove(name, file);
            file.close();
        }
    }

    // ---- whole files

    @Override
    public ReadFile read(String name) throws IOException {
        HadoopFile growing = written.get(name);
        if (growing != null) {
            growing.show();
        }
        return Steadily.call(() -> {
            List<Piece> pieces = disk.pieces(path(name));
            if (pieces.isEmpty()) {
                throw new NoSuchFileException(path(name).toString());
            }
            return new HadoopReadFile(disk, path(name), pieces);
        });
    }

    @Override
    public void replace(String name, ByteBuffer content) throws IOException {
        Steadily.run(() -> {
            fence.requireHeld();
            disk.deleteFrom(path(name), 1);
            disk.put(path(name), out -> Disk.write(content, out));
        });
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        Steadily.run(() -> {
            fence.requireHeld();
            disk.settle(path(name));
            disk.deleteFrom(path(name), Math.max(1, length));
            List<Piece> pieces = disk.pieces(path(name));
            if (pieces.isEmpty()) {
                throw new NoSuchFileException(path(name).toString());
            }
            Piece last = pieces.get(pieces.size() - 1);
            if (length < last.end()) {
                rewrite(last.path(), length - last.offset());
            }
        });
    }

    /** Writes a file again up to a length. */
    private void rewrite(Path path, long length) throws IOException {
        disk.put(path, out -> {
            try (FSDataInputStream in = disk.files().open(path)) {
                byte[] buffer = new byte[COPY_BYTES];
                for (long left = length; left > 0; ) {
                    int bytes = (int) Math.min(left, buffer.length);
                    IOUtils.readFully(in, buffer, 0, bytes);
                    out.write(buffer, 0, bytes);
                    left -= bytes;
                }
            }
        });
    }

    @Override
    public void delete(String name) throws IOException {
        Steadily.run(() -> {
            fence.requireHeld();
            disk.delete(path(name));
        });
    }

    // ---- one owner

    @Override
    public Closeable lock(String name) throws IOException {
        HadoopLock lock = HadoopLock.take(disk, path(name));
        fence.heldBy(lock);
        return () -> {
            fence.heldBy(null);
            lock.close();
        };
    }
}
