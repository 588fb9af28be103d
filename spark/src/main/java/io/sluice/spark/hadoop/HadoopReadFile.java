package io.sluice.spark.hadoop;

import io.sluice.storage.log.LogStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsDataInputStream;

/** Reads the pieces of a file one behind the other. Thread-safe. */
final class HadoopReadFile implements LogStorage.ReadFile {
    private final Disk disk;
    private final List<Piece> pieces;
    private final long length;
    private FSDataInputStream open;
    private Piece opened;

    /** @param pieces at least one */
    HadoopReadFile(Disk disk, Path path, List<Piece> pieces) throws IOException {
        this.disk = disk;
        this.pieces = pieces;
        long end = 0;
        for (Piece piece : pieces) {
            if (piece.offset() != end) {
                throw new IOException("what stands in '%s' from byte %d on is missing".formatted(path, end));
            }
            end = piece.end();
        }
        Piece last = pieces.get(pieces.size() - 1);
        open(last);
        this.length = open instanceof HdfsDataInputStream growing
                ? last.offset() + growing.getVisibleLength() // the directory does not know what is still being written
                : end;
    }

    private void open(Piece piece) throws IOException {
        if (!piece.equals(opened)) {
            closeOpen();
            open = disk.files().open(piece.path());
            opened = piece;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public synchronized int read(ByteBuffer into, long position) throws IOException {
        int wanted = (int) Math.max(0, Math.min(into.remaining(), length - position));
        byte[] bytes = new byte[wanted];
        int read = Steadily.call(() -> read(bytes, position));
        into.put(bytes, 0, read);
        return read;
    }

    private int read(byte[] bytes, long position) throws IOException {
        int read = 0;
        while (read < bytes.length) {
            long at = position + read;
            Piece piece = pieceAt(at);
            open(piece);
            if (open.getPos() != at - piece.offset()) {
                open.seek(at - piece.offset());
            }
            int end = (int) Math.min(bytes.length - read, (isLast(piece) ? length : piece.end()) - at);
            int got = open.read(bytes, read, end);
            if (got < 0) {
                return read;
            }
            read += got;
        }
        return read;
    }

    private boolean isLast(Piece piece) {
        return piece.equals(pieces.get(pieces.size() - 1));
    }

    private Piece pieceAt(long position) {
        int at = pieces.size() - 1;
        while (pieces.get(at).offset() > position) {
            at--;
        }
        return pieces.get(at);
    }

    @Override
    public synchronized void close() throws IOException {
        Steadily.run(this::closeOpen);
    }

    private void closeOpen() throws IOException {
        if (open != null) {
            open.close();
            open = null;
            opened = null;
        }
    }
}
