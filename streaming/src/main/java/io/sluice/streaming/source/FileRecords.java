package io.sluice.streaming.source;

import io.sluice.storage.InputFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How a file source writes to the checkpoint which files there are: a byte version (1), an int count, and for each file its
 * path ({@code writeUTF}), its length in bytes (long), and its modification time (long seconds, int nanoseconds).
 */
final class FileRecords implements PlanCodec<TakenFiles> {
    private static final int VERSION = 1;

    @Override
    public void write(TakenFiles plan, DataOutput out) throws IOException {
        write(plan.files(), out);
    }

    @Override
    public TakenFiles read(DataInput in) throws IOException {
        return new TakenFiles(readFiles(in));
    }

    static void write(Collection<InputFile> files, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(files.size());
        for (InputFile file : files) {
            out.writeUTF(file.path());
            out.writeLong(file.length());
            Instant modified = file.modified();
            out.writeLong(modified.getEpochSecond());
            out.writeInt(modified.getNano());
        }
    }

    static List<InputFile> readFiles(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("files are listed in version %d, and %d is known".formatted(version, VERSION));
        }
        List<InputFile> files = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            files.add(new InputFile(in.readUTF(), in.readLong(), Instant.ofEpochSecond(in.readLong(), in.readInt())));
        }
        return files;
    }
}
