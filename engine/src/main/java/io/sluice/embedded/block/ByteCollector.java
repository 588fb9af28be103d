package io.sluice.embedded.block;

import io.sluice.serializer.RecordCodec;
import java.io.IOException;
import java.util.Iterator;

/** Collects records as bytes. */
final class ByteCollector implements Collector {
    private final BlockStore store;
    private final Grant grant;
    private final Chunks chunks = new Chunks(this::grown);
    private final RecordCodec codec;
    private final RecordCodec.Writer writer;
    private long records;
    private boolean room = true;

    ByteCollector(BlockStore store, NodeBlocks node) throws IOException {
        this.store = store;
        this.grant = new Grant(store, node);
        this.codec = store.codecs().borrow();
        this.writer = codec.writer(chunks);
    }

    private void grown(long bytes) {
        room = room && grant.ensure(bytes);
    }

    @Override
    public boolean add(Object record) throws IOException {
        writer.write(record);
        records++;
        return room;
    }

    @Override
    public Block finish() throws IOException {
        long bytes = complete();
        return new ByteBlock(store.budget(), store.codecs(), chunks, records, grant.handOver(bytes));
    }

    @Override
    public Iterator<Object> soFar() throws IOException {
        complete();
        return new StreamedRecords(store.codecs(), chunks::input, records, BlockErrors::unreadableMemory);
    }

    private long complete() throws IOException {
        writer.flush();
        store.codecs().giveBack(codec);
        long bytes = chunks.trim();
        grant.ensure(bytes);
        return bytes;
    }

    @Override
    public void close() {
        grant.close();
    }
}
