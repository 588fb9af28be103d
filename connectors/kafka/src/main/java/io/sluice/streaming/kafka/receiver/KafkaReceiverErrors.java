package io.sluice.streaming.kafka.receiver;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Collection;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordDeserializationException;

/** What goes wrong with topics that are received, in words. */
final class KafkaReceiverErrors {
    private KafkaReceiverErrors() {}

    static StreamException autoCommit() {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "enable.auto.commit is true for a stream of a receiver, which would commit records that are not"
                        + " stored.",
                "Leave enable.auto.commit out: offsets are committed when the records are stored.");
    }

    static StreamException noGroup() {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "The Kafka parameters of a stream of a receiver have no group.id.",
                "Give group.id: the group's offsets are where the stream goes on after a restart.");
    }

    static StreamException invalid(ConfigException wrong) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "No Kafka consumer can be made of the parameters given: %s.".formatted(wrong.getMessage()),
                "Give bootstrap.servers, group.id, key.deserializer and value.deserializer, and correct what is named.",
                wrong);
    }

    static StreamException away(Object servers, Throwable cause) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "No Kafka broker answers at %s: %s.".formatted(servers, cause.getMessage()),
                "Start the broker, or correct bootstrap.servers; the receiver tries again.",
                cause);
    }

    static StreamException noTopics(Collection<String> missing, Object servers) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "The broker at %s has no topics %s.".formatted(servers, missing),
                "Create them, or correct their names; they are read from when they are there.");
    }

    static StreamException unreadable(RecordDeserializationException wrong) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "The %s of the record at offset %d of %s cannot be deserialised: %s."
                        .formatted(
                                wrong.origin().toString().toLowerCase(Locale.ROOT),
                                wrong.offset(),
                                wrong.topicPartition(),
                                wrong.getCause() == null ? wrong.getMessage() : wrong.getCause()),
                "Set the deserialiser that the records were written for, or move the group past this offset; nothing"
                        + " after it in its partition is received before that.",
                wrong);
    }

    static StreamException notCommitted(Object group, Throwable cause) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "The offsets of stored records were not committed to group '%s': %s."
                        .formatted(group, cause.getMessage()),
                "Nothing is lost; the records after the last commit may be received again. If it goes on, look at the"
                        + " broker, and for other programs with the same group.id.",
                cause);
    }

    static StreamException failed(Collection<String> topics, Throwable cause) {
        return new StreamException(
                ErrorCode.RECEIVER_FAILED,
                "Receiving topics %s failed: %s.".formatted(topics, cause),
                "Follow the cause; the receiver is started again after a delay.",
                cause);
    }
}
