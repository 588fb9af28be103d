package io.sluice.error;

import static io.sluice.error.ErrorCode.Kind.DATA;
import static io.sluice.error.ErrorCode.Kind.EXTERNAL;
import static io.sluice.error.ErrorCode.Kind.RESOURCE;
import static io.sluice.error.ErrorCode.Kind.USER;

/**
 * The failures Sluice reports, one code each. A code never changes its meaning and is never used twice, so programs and
 * alerts may rely on it. To add one: a line here and a row in docs/errors.md, which a test compares with this list.
 */
public enum ErrorCode {
    // programs
    TASK_FAILED(USER),
    BATCH_FAILED(USER),
    STOP_TIMED_OUT(USER),
    GRAPH_INVALID(USER),
    CLOSURE_NOT_SERIALIZABLE(USER),
    RECORD_NOT_SERIALIZABLE(USER),
    KEY_WITHOUT_EQUALS(USER),
    PARTITION_OUT_OF_RANGE(USER),
    NULL_FROM_FUNCTION(USER),
    JOB_IN_TASK(USER),
    JOB_CANCELLED(USER),
    ENGINE_STOPPED(EXTERNAL),
    BROADCAST_DESTROYED(USER),
    CHECKPOINT_LOST(USER),
    STATE_LOST(DATA),
    STATE_INCOMPATIBLE(USER),
    UNKNOWN_SETTING(USER),
    INVALID_SETTING(USER),

    // input
    INPUT_NOT_FOUND(USER),
    INPUT_UNREADABLE(EXTERNAL),
    INPUT_CHANGED(DATA),
    INPUT_TOO_OLD(DATA),
    INPUT_CORRUPT(DATA),
    LINE_TOO_LONG(DATA),
    RECORD_LENGTH_WRONG(DATA),
    FILE_TOO_LARGE(DATA),
    RECEIVER_FAILED(EXTERNAL),
    SOCKET_FAILED(EXTERNAL),
    BLOCK_LOST(RESOURCE),

    // Kafka
    KAFKA_UNREACHABLE(EXTERNAL),
    KAFKA_REFUSED(USER),
    KAFKA_TOO_OLD(EXTERNAL),
    KAFKA_CONFIG(USER),
    KAFKA_FAILED(EXTERNAL),
    KAFKA_TOPIC_MISSING(USER),
    KAFKA_TOPIC_RECREATED(DATA),
    KAFKA_DATA_LOST(DATA),
    KAFKA_BAD_RECORD(DATA),
    KAFKA_GROUP_IN_USE(USER),
    KAFKA_FENCED(USER),
    KAFKA_TRANSACTION_TIMED_OUT(USER),
    KAFKA_RECORD_REFUSED(DATA),
    KAFKA_LEDGER_UNSAFE(USER),

    // output
    OUTPUT_EXISTS(USER),
    OUTPUT_FAILED(EXTERNAL),
    OUTPUT_PARTITIONS_CHANGED(USER),
    OUTPUT_TIME_BEHIND(USER),
    JDBC_FAILED(EXTERNAL),

    // the checkpoint
    CHECKPOINT_CORRUPT(DATA),
    CHECKPOINT_TOO_NEW(USER),
    CHECKPOINT_FAILED(EXTERNAL),
    CHECKPOINT_IN_USE(USER),
    CHECKPOINT_INCOMPATIBLE(USER),
    FILE_SYSTEM_UNKNOWN(USER),

    // the machine
    DISK_FULL(RESOURCE),
    OUT_OF_BUDGET(RESOURCE),
    NO_CORE_LEFT(RESOURCE),

    // Sluice itself
    INTERNAL(Kind.INTERNAL);

    /** Who can do something about a failure. */
    public enum Kind {
        /** The program or its settings: change them. */
        USER,
        /** The records: mend or skip them. */
        DATA,
        /** Another system, such as a file system or a server: look there, then try again. */
        EXTERNAL,
        /** The machine ran out of something: give more, or ask for less. */
        RESOURCE,
        /** A broken promise of Sluice's own: report it. */
        INTERNAL
    }

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    /** Who can do something about it. */
    public Kind kind() {
        return kind;
    }
}
