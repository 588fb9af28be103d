package io.sluice.embedded.block;

import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.serializer.RecordCodecs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** Records as bytes in memory. */
final class ByteBlock extends Block {
    private final MemoryBudget budget;
    private final RecordCodecs codecs;
    private final Chunks chunks;
    private final long bytes;

    /** Takes over {@code bytes} reserved. */
    ByteBlock(MemoryBudget budget, RecordCodecs codecs, Chunks chunks, long records, long bytes) {
        super(records);
        this.budget = budget;
        this.codecs = codecs;
        this.chunks = chunks;
        this.bytes = bytes;
    }

    @Override
    long memoryBytes() {
        return bytes;
    }

    @Override
    Iterator<Object> read() {
        return new StreamedRecords(codecs, chunks::input, records(), BlockErrors::unreadableMemory);
    }

    /** Copies the bytes, without making records of them. */
    void writeTo(OutputStream out) throws IOException {
        chunks.writeTo(out);
    }

    @Override
    void free() {
        budget.release(bytes);
    }
}
