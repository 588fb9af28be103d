package io.sluice.streaming.receiver;

import io.sluice.embedded.memory.SampledSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;

/**
 * The records that one thread stores: a list of arrays with one writer and one reader, and no lock. The writer puts a record
 * behind the last one and then publishes the count; the reader takes what lies between the count it saw last and the count
 * it sees now. Full arrays are handed on as they are; parts of an array are copied out of it and cleared, so that a block
 * keeps no other block's records alive.
 */
final class Lane<T> {
    private static final int FIRST_LENGTH = 16;
    private static final int LENGTH = 1024;
    private static final VarHandle COUNT;
    private static final VarHandle NEXT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Chunk.class, "count", int.class);
            NEXT = MethodHandles.lookup().findVarHandle(Chunk.class, "next", Chunk.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final class Chunk {
        final Object[] records;

        @SuppressWarnings("unused") // by way of COUNT
        int count;

        @SuppressWarnings("unused") // by way of NEXT
        Chunk next;

        Chunk(int length) {
            records = new Object[length];
        }
    }

    private final Thread owner = Thread.currentThread();

    // the writer's
    private final SampledSize size = new SampledSize();
    private Chunk tail;
    private int filled;
    private long permits;
    private volatile long charged;

    // the reader's
    private Chunk head;
    private int taken;
    private long chargedBefore;

    Lane() {
        tail = new Chunk(FIRST_LENGTH);
        head = tail;
    }

    /** Stores a record, after waiting for a permit and for room. */
    void add(T record, BlockIntake<T> intake) throws InterruptedException {
        if (permits == 0) {
            permits = intake.rate().take(intake.rate().perSlice());
        }
        if (size.add(record)) {
            long bytes = size.bytes();
            intake.reserve(bytes - charged);
            charged = bytes;
        }
        permits--;
        put(record);
    }

    private void put(T record) {
        int at = filled;
        Chunk chunk = tail;
        if (at == chunk.records.length) {
            chunk = new Chunk(Math.min(LENGTH, at * 2));
            NEXT.setRelease(tail, chunk);
            tail = chunk;
            at = 0;
        }
        chunk.records[at] = record;
        filled = at + 1;
        COUNT.setRelease(chunk, at + 1);
    }

    /** Adds what was stored since the last time to the parts. */
    void drainTo(List<Object[]> parts) {
        while (true) {
            Object[] records = head.records;
            int count = (int) COUNT.getAcquire(head);
            if (count > taken) {
                parts.add(part(records, taken, count));
                taken = count;
            }
            Chunk next = (Chunk) NEXT.getAcquire(head);
            if (count < records.length || next == null) {
                return;
            }
            head = next;
            taken = 0;
        }
    }

    private static Object[] part(Object[] records, int from, int until) {
        if (until - from == records.length) {
            return records;
        }
        Object[] part = Arrays.copyOfRange(records, from, until);
        Arrays.fill(records, from, until, null);
        return part;
    }

    /** The bytes charged for since the last time. */
    long drainBytes() {
        long now = charged;
        long since = now - chargedBefore;
        chargedBefore = now;
        return since;
    }

    boolean isEmpty() {
        return (int) COUNT.getAcquire(head) == taken && NEXT.getAcquire(head) == null;
    }

    /** Whether no record can come any more. */
    boolean isAbandoned() {
        return !owner.isAlive();
    }
}
