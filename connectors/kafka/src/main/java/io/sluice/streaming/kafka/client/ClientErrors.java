package io.sluice.streaming.kafka.client;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Says what Kafka's clients threw: which brokers, doing what, and what to do about it. */
public final class ClientErrors {
    private ClientErrors() {}

    /**
     * The failure in words.
     *
     * @param doing what was tried, as the beginning of a sentence: {@code "The end of topic 'clicks' could not be asked for"}
     * @param params the client's parameters, of which the brokers' addresses are told
     */
    public static StreamException of(String doing, Map<String, Object> params, Throwable thrown) {
        Throwable cause = cause(thrown);
        if (cause instanceof StreamException told) {
            return told;
        }
        String what = "%s (brokers %s): %s.".formatted(doing, params.get("bootstrap.servers"), words(cause));
        return new StreamException(code(cause), what, remedy(cause), thrown);
    }

    /** Whether the thread was told to end, which is no failure. */
    public static boolean isInterruption(Throwable thrown) {
        Throwable cause = cause(thrown);
        return cause instanceof InterruptException || cause instanceof InterruptedException;
    }

    /** What it is about: futures and constructors of clients wrap it. */
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getClass().equals(KafkaException.class))) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no message");
        String unended = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return "%s: %s".formatted(cause.getClass().getSimpleName(), unended);
    }

    private static ErrorCode code(Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return ErrorCode.KAFKA_UNREACHABLE;
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return ErrorCode.KAFKA_REFUSED;
        }
        if (cause instanceof UnsupportedVersionException) {
            return ErrorCode.KAFKA_TOO_OLD;
        }
        if (cause instanceof ConfigException || cause instanceof ReflectiveOperationException) {
            return ErrorCode.KAFKA_CONFIG;
        }
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return ErrorCode.KAFKA_TOPIC_MISSING;
        }
        return ErrorCode.KAFKA_FAILED;
    }

    private static String remedy(Throwable cause) {
        return switch (code(cause)) {
            case KAFKA_UNREACHABLE ->
                "See that the brokers run and can be reached from here, and that security.protocol is that of the listener:"
                        + " a broker that wants TLS or SASL says nothing to a client that does not.";
            case KAFKA_REFUSED ->
                "Give the client the right sasl.* and ssl.* parameters, or its user the rights that are missing.";
            case KAFKA_TOO_OLD -> "Upgrade the brokers: version 2.1 is the oldest that this client knows.";
            case KAFKA_CONFIG -> "Mend this parameter of the Kafka client.";
            case KAFKA_TOPIC_MISSING -> "Create the topic, or mend its name.";
            default -> "Follow the message, and the logs of the brokers.";
        };
    }
}
