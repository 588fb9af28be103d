package io.sluice.serializer;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.NotSerializableException;

/** What does not serialise, and the path to the culprit. One factory for each failure. */
public final class SerializationErrors {
    private SerializationErrors() {}

    static StreamException recordNotSerializable(Object record, Throwable cause) {
        return new StreamException(
                ErrorCode.RECORD_NOT_SERIALIZABLE,
                "A record does not serialise: %s."
                        .formatted(SerializationPath.toCulprit(record)
                                .orElse(record.getClass().getName())),
                "Records leave the heap when a shuffle is larger than its memory or a block is stored as bytes: make the"
                        + " class implement Serializable, make the field transient, or map it to something that does.",
                cause);
    }

    /** A user's function, or the work of a task around it, cannot be sent. */
    public static StreamException closureNotSerializable(Object closure, Throwable cause) {
        return new StreamException(
                ErrorCode.CLOSURE_NOT_SERIALIZABLE,
                "A function does not serialise: %s."
                        .formatted(SerializationPath.toCulprit(closure).orElseGet(() -> reason(closure, cause))),
                "Copy what the function needs into local variables, make the captured class implement Serializable, or"
                        + " create the object inside the function, once for each partition (foreachPartition).",
                cause);
    }

    /** What a class said that refuses to be sent, else what was to be sent. */
    private static String reason(Object closure, Throwable cause) {
        return cause instanceof NotSerializableException refusal && refusal.getMessage() != null
                ? refusal.getMessage()
                : closure.getClass().getName();
    }
}
