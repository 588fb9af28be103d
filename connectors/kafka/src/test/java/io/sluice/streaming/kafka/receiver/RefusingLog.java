package io.sluice.streaming.kafka.receiver;

import io.sluice.streaming.receiver.WriteAheadLog;
import io.sluice.streaming.receiver.WriteAheadLogRecordHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

/** A log of received blocks in memory, which takes none as long as it is told so. */
public final class RefusingLog implements WriteAheadLog {
    /** Static, as the program makes the log by the name of its class. */
    static final AtomicBoolean REFUSES = new AtomicBoolean();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(byte[] bytes) implements WriteAheadLogRecordHandle {}

    @Override
    public WriteAheadLogRecordHandle write(ByteBuffer record, long time) throws IOException {
        if (REFUSES.get()) {
            throw new IOException("told to refuse");
        }
        byte[] bytes = new byte[record.remaining()];
        record.get(bytes);
        return new Held(bytes);
    }

    @Override
    public ByteBuffer read(WriteAheadLogRecordHandle handle) {
        return ByteBuffer.wrap(((Held) handle).bytes());
    }

    @Override
    public Iterator<ByteBuffer> readAll() {
        return Collections.emptyIterator();
    }

    @Override
    public void clean(long threshTime, boolean waitForCompletion) {}

    @Override
    public void close() {}
}
