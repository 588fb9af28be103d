package io.sluice.streaming.receiver;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.time.Duration;

/** What goes wrong with receivers, in words. */
final class ReceiverErrors {
    private ReceiverErrors() {}

    static IllegalStateException notAttached() {
        return new IllegalStateException("a receiver can store, report or stop only while a streaming context runs it:"
                + " give it to StreamingContext.receiverStream, start the context, and store from the threads that"
                + " onStart starts");
    }

    static IllegalStateException notStored(String source) {
        return new IllegalStateException(
                "the record was not stored: %s is stopped. End the thread that stores when isStopped() is true"
                        .formatted(source));
    }

    static StreamException failed(String name, String what, Throwable cause) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "%s of %s threw %s.".formatted(what, name, cause),
                "Mend the receiver; the cause is below. It is started again after a delay.",
                cause);
    }

    static StreamException blocked(String name, String what, Duration limit) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "%s of %s has not returned within %d ms.".formatted(what, name, limit.toMillis()),
                "Let onStart start threads and return, and let onStop end them promptly: close what they read from.");
    }

    static StreamException notConnected(String address, Throwable cause) {
        return new StreamException(
                ErrorCode.SOCKET_FAILED,
                "Cannot connect to %s: %s.".formatted(address, reason(cause)),
                "Start the server there, or correct host and port; the receiver tries again.",
                cause);
    }

    static StreamException closedByPeer(String address) {
        return new StreamException(
                ErrorCode.SOCKET_FAILED,
                "The server at %s closed the connection.".formatted(address),
                "Look at the server; the receiver connects again.");
    }

    static StreamException broken(String address, long unfinishedBytes, Throwable cause) {
        String lost = unfinishedBytes == 0
                ? ""
                : " A record of which only %d bytes had come is dropped.".formatted(unfinishedBytes);
        return new StreamException(
                ErrorCode.SOCKET_FAILED,
                "The connection to %s broke: %s.%s".formatted(address, reason(cause), lost),
                "Look at the network and the server; the receiver connects again.",
                cause);
    }

    static StreamException lineTooLong(String address, long limit) {
        return new StreamException(
                ErrorCode.LINE_TOO_LONG,
                "%s sent a line of more than %d bytes; its beginning is dropped.".formatted(address, limit),
                "Have the server end its lines, or give the JVM more heap.");
    }

    static StreamException badLength(String address, int length, long limit) {
        return new StreamException(
                ErrorCode.INPUT_CORRUPT,
                "%s announced a block of %d bytes, but a block has from 0 to %d.".formatted(address, length, limit),
                "Send each block as its length, four bytes with the highest first, and then the block.");
    }

    static StreamException slowLog(String source, Duration took) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "A block of %s was in the log of received blocks only after %d ms.".formatted(source, took.toMillis()),
                "See to the disk of the checkpoint directory, or raise sluice.streaming.receiver.blockStoreTimeout.");
    }

    static StreamException logNeedsCheckpoint() {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "sluice.streaming.receiver.writeAheadLog.enable is true and the program has no checkpoint directory.",
                "Call checkpoint(dir) before start, or set the setting to false.");
    }

    static StreamException executorGone(String name, Throwable cause) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "The executor that ran %s is gone, or the task failed: %s.".formatted(name, reason(cause)),
                "Look at the executor's log. It is started again on another executor after"
                        + " sluice.streaming.receiverRestartDelay.",
                cause);
    }

    static StreamException customLogOnCluster(String className) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "sluice.streaming.receiver.writeAheadLog.class is %s, and receivers run on executors."
                        .formatted(className),
                "Leave it out: executors log below the checkpoint directory, which all machines must see.");
    }

    static StreamException noCoreLeft(String name, int receivers, int cores) {
        return new StreamException(
                ErrorCode.NO_CORE_LEFT,
                "%d receivers occupy the executors, which have %d cores: no batch with records of %s can run."
                        .formatted(receivers, cores, name),
                "Give the program more cores than it has receivers, as by spark.cores.max or spark.executor.instances.");
    }

    static StreamException notTold(String name, Throwable cause) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "The driver was not told of blocks of %s: %s.".formatted(name, reason(cause)),
                "See whether the driver is alive and its network reached; it is told with the next block.",
                cause);
    }

    static StreamException blockLost(BlockId id) {
        return new StreamException(
                ErrorCode.BLOCK_LOST,
                "%s is lost: no executor has it any more, and it is in no log.".formatted(id),
                "Give the receiver a storage level with two copies, such as MEMORY_AND_DISK_SER_2, or set"
                        + " sluice.streaming.receiver.writeAheadLog.enable, so that an executor may die.");
    }

    static StreamException blockDamaged(BlockId id, Throwable cause) {
        return new StreamException(
                ErrorCode.INPUT_CORRUPT,
                "%s cannot be read as it was stored: %s.".formatted(id, reason(cause)),
                "Please report it, with the versions of Sluice on the driver and the executors.",
                cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    static StreamException blocksGone(String source, String directory, long planned, long newest) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "Block %d of %s, which a batch has, is not in '%s': %s."
                        .formatted(
                                planned,
                                source,
                                directory,
                                newest < 0 ? "there is no block" : "the last one there is block " + newest),
                "Restore the directory from a copy, or start anew with another checkpoint directory.");
    }
}
