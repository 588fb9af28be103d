package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;
import io.sluice.storage.log.LogStorages;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The log that one run of a receiver writes, on the executor. Thread-safe.
 *
 * @param broken hears that the log refuses everything from now on
 */
record RunLog(String directory, SegmentBlockLog log, Consumer<StreamException> broken) {
    /** Begins it; nothing is there yet. */
    static RunLog begin(String directory, ReceivedLogSettings settings, Consumer<StreamException> broken) {
        return new RunLog(
                directory, new SegmentBlockLog(LogStorages.at(directory), settings, (handle, frame) -> {}), broken);
    }

    LogPlace append(long time, ByteBuffer frame) {
        try {
            return new LogPlace(() -> directory, log.append(time, frame).position());
        } catch (StreamException failed) {
            broken.accept(failed);
            throw failed;
        }
    }

    /** Returns when all that was appended before the call is durable. */
    void force() {
        try {
            log.force();
        } catch (StreamException failed) {
            broken.accept(failed);
            throw failed;
        }
    }

    void dropBefore(long segment) {
        try {
            log.dropBefore(segment);
        } catch (StreamException failed) {
            broken.accept(failed);
        }
    }

    void close() {
        log.close();
    }
}
