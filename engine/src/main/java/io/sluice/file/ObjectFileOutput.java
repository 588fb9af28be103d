package io.sluice.file;

import io.sluice.serializer.RecordCodec;
import io.sluice.storage.ObjectCodec;
import io.sluice.storage.ObjectFileWriter;
import io.sluice.storage.PartFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes records to an object file, many together, because a codec describes a class once for each stream. What {@link
 * ObjectFileWriter} calls a record is a chunk here: {@code count:i32}, big-endian, and a stream of the codec with that many
 * records. Confined to one task.
 */
public final class ObjectFileOutput {
    /** Chunks as they are. */
    static final ObjectCodec CHUNKS = new ObjectCodec() {
        @Override
        public byte[] encode(Object chunk) {
            return (byte[]) chunk;
        }

        @Override
        public Object decode(byte[] bytes, int from, int length) {
            return new ByteArrayInputStream(bytes, from, length);
        }
    };

    private static final int CHUNK_BYTES = 32 * 1024;
    private static final int CHUNK_RECORDS = 1000;

    private final ObjectFileWriter file;
    private final RecordCodec codec;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    private RecordCodec.Writer records;
    private int count;

    /** Begins a file, which the caller commits. */
    public ObjectFileOutput(PartFile part, RecordCodec codec) {
        this.file = new ObjectFileWriter(part, CHUNKS);
        this.codec = codec;
    }

    /**
     * Writes a record.
     *
     * @throws io.sluice.error.StreamException {@code RECORD_NOT_SERIALIZABLE}; {@code DISK_FULL} or {@code OUTPUT_FAILED}
     */
    public void write(Object record) throws IOException {
        if (records == null) {
            chunk.reset();
            chunk.write(new byte[Integer.BYTES]);
            records = codec.writer(chunk);
        }
        records.write(record);
        count++;
        if (count == CHUNK_RECORDS || chunk.size() >= CHUNK_BYTES) {
            endChunk();
        }
    }

    /** Writes what is left, and the end. */
    public void finish() throws IOException {
        if (count > 0) {
            endChunk();
        }
        file.finish();
    }

    private void endChunk() throws IOException {
        records.flush();
        records = null;
        byte[] bytes = chunk.toByteArray();
        ByteBuffer.wrap(bytes).putInt(count);
        file.write(bytes);
        count = 0;
    }
}
