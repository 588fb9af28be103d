package io.sluice.torture.disk;

import io.sluice.storage.log.LogStorage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file of a log on a {@link TortureDisk}. One thread appends, another may force meanwhile. */
final class TortureFile implements LogStorage.AppendFile {
    private static final int SEGMENT_HEADER_BYTES = 20;
    private static final int FRAME_HEAD_BYTES = 12;
    private static final byte PLANNED = 2;
    private static final byte COMMITTED = 3;

    private final TortureDisk disk;
    private final String name;
    private final Area area;
    private final LogStorage.AppendFile file;

    TortureFile(TortureDisk disk, String name, Area area, LogStorage.AppendFile file) {
        this.disk = disk;
        this.name = name;
        this.area = area;
        this.file = file;
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public void append(ByteBuffer... content) throws IOException {
        byte[] bytes = together(content);
        if (disk.strikes(Fault.Kind.FULL_DISK, area)) {
            throw new IOException("No space left on device");
        }
        if (disk.strikes(Fault.Kind.READ_ONLY, area)) {
            throw new IOException("Read-only file system");
        }
        if (disk.strikes(Fault.Kind.SHORT_WRITE, area)) {
            write(bytes, bytes.length / 2);
            throw new IOException("Input/output error");
        }
        Step step = step(bytes);
        disk.step(step, () -> {
            if (disk.endsWithin(step)) {
                write(bytes, bytes.length / 2);
                disk.end();
            }
            write(bytes, bytes.length);
        });
    }

    private static byte[] together(ByteBuffer... content) {
        int length = 0;
        for (ByteBuffer part : content) {
            length += part.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer part : content) {
            all.put(part);
        }
        return all.array();
    }

    private void write(byte[] bytes, int length) throws IOException {
        disk.change(() -> {
            file.append(ByteBuffer.wrap(bytes, 0, length));
            disk.appended(name, file.length());
        });
    }

    /** In the batch log, the first byte of a frame says what it is; the last frame of a write gives it its name. */
    private Step step(byte[] bytes) throws IOException {
        return switch (area) {
            case STATE -> Step.STATE_APPEND;
            case RECEIVED -> Step.RECEIVED_APPEND;
            default -> batchStep(ByteBuffer.wrap(bytes), file.length() == 0 ? SEGMENT_HEADER_BYTES : 0);
        };
    }

    private static Step batchStep(ByteBuffer bytes, int firstFrame) {
        byte kind = 0;
        int at = firstFrame;
        while (at + FRAME_HEAD_BYTES < bytes.limit()) {
            kind = bytes.get(at + FRAME_HEAD_BYTES);
            at += FRAME_HEAD_BYTES + bytes.getInt(at);
        }
        return switch (kind) {
            case PLANNED -> Step.PLAN_APPEND;
            case COMMITTED -> Step.COMMIT_APPEND;
            default -> Step.BASE_APPEND;
        };
    }

    @Override
    public void force() throws IOException {
        if (disk.strikes(Fault.Kind.FORCE_FAILS, area)) {
            throw new IOException("Input/output error");
        }
        if (disk.script().unforced().contains(area)) {
            return;
        }
        disk.step(Step.of(area, "FORCE"), () -> {
            long length = file.length(); // read first: what is appended while this runs need not be forced by it
            file.force();
            disk.change(() -> disk.forced(name, length));
        });
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
