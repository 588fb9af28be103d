package io.sluice.embedded.block;

import io.sluice.operator.Sink;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The records of one kept partition. The slot it is in and everyone who reads it hold it; it is freed when the last one lets
 * go, so that a reader never loses its block, and memory counts as used as long as it is. Thread-safe.
 */
abstract class Block {
    private final AtomicInteger holders = new AtomicInteger(1);
    private final long records;

    /** A block that its maker holds. */
    Block(long records) {
        this.records = records;
    }

    final long records() {
        return records;
    }

    /** The bytes of the memory budget that it takes. */
    abstract long memoryBytes();

    /** One pass over the records; a pass that ends early is closed, if it can be. */
    abstract Iterator<Object> read();

    /** Hands every record to the sink, asking {@code look} now and then. */
    void forEach(Sink<Object> sink, Look look) throws Exception {
        Iterator<Object> all = read();
        try {
            while (all.hasNext()) {
                look.next();
                sink.accept(all.next());
            }
        } finally {
            close(all);
        }
    }

    /** Gives back what it takes; called once. */
    abstract void free();

    final boolean hold() {
        int now = holders.get();
        while (now > 0 && !holders.compareAndSet(now, now + 1)) {
            now = holders.get();
        }
        return now > 0;
    }

    final void letGo() {
        if (holders.decrementAndGet() == 0) {
            free();
        }
    }

    /** Whether anyone but its slot holds it. */
    final boolean inUse() {
        return holders.get() > 1;
    }

    static void close(Iterator<Object> pass) {
        if (pass instanceof StreamedRecords streamed) {
            streamed.close();
        }
    }
}
