package io.sluice.embedded.block;

import io.sluice.embedded.shuffle.BlockInput;
import io.sluice.embedded.shuffle.ShuffleErrors;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.serializer.RecordCodecs;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/** Records in a file of the engine's temporary directory: a codec's stream in checksummed, compressed blocks. */
final class FileBlock extends Block {
    private final RecordCodecs codecs;
    private final Path file;
    private final long bytes;

    FileBlock(RecordCodecs codecs, Path file, long bytes, long records) {
        super(records);
        this.codecs = codecs;
        this.file = file;
        this.bytes = bytes;
    }

    @Override
    long memoryBytes() {
        return 0;
    }

    @Override
    Iterator<Object> read() {
        return new StreamedRecords(
                codecs,
                () -> new BlockInput(FileChannel.open(file, StandardOpenOption.READ), 0, bytes),
                records(),
                e -> ShuffleErrors.spillUnreadable(file, e));
    }

    @Override
    void free() {
        SpillFiles.delete(file);
    }
}
