package io.sluice.streaming.receiver;

import io.sluice.storage.log.LogStorages;
import io.sluice.storage.log.Position;
import io.sluice.storage.log.SegmentLog;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Where a block is in a log that executors write and all machines see. Immutable. */
final class LogPlace implements Serializable {
    private final transient Supplier<String> later; // null where it has travelled
    private final String directory; // null where it has not
    private final Position position;

    /** @param directory of the log of one run of the receiver; asked for when the place is read or sent */
    LogPlace(Supplier<String> directory, Position position) {
        this.later = directory;
        this.directory = null;
        this.position = position;
    }

    private LogPlace(String directory, Position position) {
        this.later = null;
        this.directory = directory;
        this.position = position;
    }

    Position position() {
        return position;
    }

    ByteBuffer read() {
        return SegmentLog.read(LogStorages.at(where()), position);
    }

    private String where() {
        return later == null ? directory : later.get();
    }

    private Object writeReplace() {
        return later == null ? this : new LogPlace(later.get(), position);
    }
}
