package io.sluice.embedded.block;

import io.sluice.embedded.shuffle.BlockOutput;
import io.sluice.embedded.shuffle.ShuffleErrors;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.error.StreamException;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;

/** Writes records to a file; a file that does not become a block is deleted. */
final class FileCollector implements Collector {
    private final SpillFiles files;
    private final RecordCodecs codecs;
    private final Path file;
    private final BlockOutput out;
    private RecordCodec codec;
    private RecordCodec.Writer writer;
    private long records;
    private boolean failed;
    private boolean finished;

    FileCollector(BlockStore store) {
        this.files = store.files();
        this.codecs = store.codecs();
        this.file = files.next();
        try {
            this.out = new BlockOutput(files.open(file));
        } catch (IOException e) {
            SpillFiles.delete(file);
            throw ShuffleErrors.spillFailed(file, e);
        }
    }

    @Override
    public boolean add(Object record) {
        try {
            begin();
            writer.write(record);
            records++;
            return true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void begin() throws IOException {
        if (writer == null) {
            codec = codecs.borrow();
            writer = codec.writer(out);
        }
    }

    /** Takes over a block of bytes as it is, instead of records. */
    Block copyOf(ByteBlock bytes) {
        try {
            bytes.writeTo(out);
            return end(bytes.records());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public Block finish() {
        try {
            begin();
            writer.flush();
            codecs.giveBack(codec);
            return end(records);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Block end(long count) throws IOException {
        out.close();
        files.countBytes(out.written());
        finished = true;
        return new FileBlock(codecs, file, out.written(), count);
    }

    private StreamException failed(IOException cause) {
        failed = true;
        return ShuffleErrors.spillFailed(file, cause);
    }

    /** Whether the disk refused. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public Iterator<Object> soFar() {
        throw new IllegalStateException("a file has room for every record");
    }

    @Override
    public void close() {
        if (!finished) {
            try {
                out.close();
            } catch (IOException e) {
                failed = true; // what could not be written is deleted all the same
            }
            SpillFiles.delete(file);
        }
    }
}
