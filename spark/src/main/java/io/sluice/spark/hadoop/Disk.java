package io.sluice.spark.hadoop;

import io.sluice.time.StreamClock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/** What is done with a file system of Hadoop's, in steps that a crash does not cut in half. Thread-safe. */
final class Disk {
    /** What {@link #put} writes before it renames. */
    static final String UNFINISHED = ".unfinished";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);

    private final FileSystem files;
    private final StreamClock clock;
    private FileContext renaming; // null until it is needed; guarded by this

    Disk(FileSystem files, StreamClock clock) {
        this.files = files;
        this.clock = clock;
    }

    FileSystem files() {
        return files;
    }

    StreamClock clock() {
        return clock;
    }

    /** Writes a file's content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    // ---- looking

    /** What is in a directory; nothing if it is not there, or is a file. */
    List<FileStatus> list(Path directory) throws IOException {
        try {
            FileStatus[] found = files.listStatus(directory);
            boolean isFile = found.length == 1 && found[0].getPath().equals(directory);
            return isFile ? List.of() : List.of(found);
        } catch (FileNotFoundException none) {
            return List.of();
        }
    }

    /** The parts of a file; none if it is not there. */
    List<Piece> pieces(Path file) throws IOException {
        List<Piece> pieces = allPieces(file);
        return pieces.isEmpty() || pieces.get(0).offset() > 0 ? List.of() : pieces;
    }

    private List<Piece> allPieces(Path file) throws IOException {
        return Piece.of(file, list(file.getParent()));
    }

    // ---- writing

    /** Makes a file have this content, durably: readers see the old content or the new one, also after a crash. */
    void put(Path path, Content content) throws IOException {
        if (appearsWhenClosed(path)) {
            write(path, content);
            return;
        }
        Path unfinished = path.suffix(UNFINISHED);
        write(unfinished, content);
        renaming().rename(unfinished, path, Options.Rename.OVERWRITE);
    }

    /** The only part of Hadoop's client that puts a file in another one's place. */
    private synchronized FileContext renaming() throws IOException {
        if (renaming == null) {
            renaming = FileContext.getFileContext(files.getUri(), files.getConf());
        }
        return renaming;
    }

    /** Object stores: what is written is nowhere to be seen until it is whole. */
    private boolean appearsWhenClosed(Path path) throws IOException {
        return files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM);
    }

    private void write(Path path, Content content) throws IOException {
        FSDataOutputStream out = files.create(path, true);
        boolean whole = false;
        try {
            content.writeTo(out);
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
            whole = true;
        } finally {
            if (!whole) {
                abandon(out);
            }
        }
        out.close();
    }

    /** Closes what was opened in vain, and lets nothing appear if that is possible. */
    static void abandon(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            out.abort();
        } else {
            out.close();
        }
    }

    static void write(ByteBuffer content, OutputStream out) throws IOException {
        if (content.hasArray()) {
            out.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
            content.position(content.limit());
        } else {
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            out.write(bytes);
        }
    }

    // ---- removing

    /** Removes a file or a directory; nothing if it is not there. */
    void delete(Path path) throws IOException {
        files.delete(path, true); // the beginning first: without it the file is gone, and never a shorter one
        deleteFrom(path, 1);
    }

    /** Removes the parts from an offset on, the last one first, so that what is left is the beginning of the file. */
    void deleteFrom(Path file, long offset) throws IOException {
        List<Piece> pieces = allPieces(file);
        for (int i = pieces.size() - 1; i >= 0 && pieces.get(i).offset() >= offset; i--) {
            files.delete(pieces.get(i).path(), false);
        }
    }

    // ---- files of others

    /** Has the file system end what someone else may still be writing; on HDFS, whoever writes fails from then on. */
    void settle(Path file) throws IOException {
        if (!(files instanceof LeaseRecoverable leases) || pieces(file).isEmpty()) {
            return;
        }
        Instant latest = clock.now().plus(LONGEST_RECOVERY);
        while (!leases.isFileClosed(file) && !leases.recoverLease(file)) {
            if (clock.now().isAfter(latest)) {
                throw new IOException("'%s' has been open for writing, and could not be closed for %s minutes"
                        .formatted(file, LONGEST_RECOVERY.toMinutes()));
            }
            pause(BETWEEN_LOOKS);
        }
    }

    void pause(Duration time) throws IOException {
        try {
            clock.awaitUntil(clock.now().plus(time));
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for '%s'".formatted(files.getUri()));
        }
    }
}
