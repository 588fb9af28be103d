package io.sluice.streaming.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * Where a receiver's blocks are kept until no batch needs them: the SPI for other places than the checkpoint directory, named
 * by {@code sluice.streaming.receiver.writeAheadLog.class}. Each receiver has an instance of its own, made with the first of
 * these constructors that the class has: {@code (SluiceConf conf, String directory)}, where {@code directory} is the one that
 * Sluice would use, {@code (SluiceConf conf)}, or {@code ()}. Spark's {@code WriteAheadLog}.
 *
 * <p>One thread at a time writes, cleans and closes; others read meanwhile.
 */
public interface WriteAheadLog extends AutoCloseable {
    /**
     * Stores a record, and returns when it is durable. A failed write is tried again, up to {@code maxFailures}.
     *
     * @param time when it was received, in milliseconds; never less than at the call before
     */
    WriteAheadLogRecordHandle write(ByteBuffer record, long time) throws IOException;

    /** The record that a handle stands for, which may come from an earlier run of the program. */
    ByteBuffer read(WriteAheadLogRecordHandle handle) throws IOException;

    /** All records that are there, in the order in which they were written; asked for at the start, before any write. */
    Iterator<ByteBuffer> readAll() throws IOException;

    /**
     * Allows records of earlier times to be dropped.
     *
     * @param threshTime records with a smaller time are not needed any more
     * @param waitForCompletion whether to return only when they are gone
     */
    void clean(long threshTime, boolean waitForCompletion) throws IOException;

    /** Gives back what it holds; what was written stays, and is still read by batches that run. Idempotent. */
    @Override
    void close() throws IOException;
}
