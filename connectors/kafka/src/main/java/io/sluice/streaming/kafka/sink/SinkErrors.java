package io.sluice.streaming.kafka.sink;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Batch;
import java.time.Duration;

/** Says what kept a batch from its topics, and who can do something about it. */
public final class SinkErrors {
    private SinkErrors() {}

    static StreamException replaced(Token token, Throwable fenced) {
        return new StreamException(
                ErrorCode.KAFKA_FENCED,
                "%s cannot be written: another process writes output '%s' of application '%s', and Kafka refuses the older one. Nothing of this partition is stored by this process."
                        .formatted(words(token), token.output(), token.application()),
                "If this program was started again, end this process; if another program has the same names, give the application or the output one of its own.",
                fenced);
    }

    static StreamException timedOut(Token token, Duration elapsed, Duration timeout, Throwable cause) {
        return new StreamException(
                ErrorCode.KAFKA_TRANSACTION_TIMED_OUT,
                "%s was not committed after %d ms, and the broker ends a transaction after %d ms. Nothing of this partition is stored."
                        .formatted(words(token), elapsed.toMillis(), timeout.toMillis()),
                "Raise transaction.timeout.ms of the producer (the broker's transaction.max.timeout.ms is the most it takes), or make batches smaller.",
                cause);
    }

    static StreamException refused(Token token, String place, Throwable cause) {
        return new StreamException(
                ErrorCode.KAFKA_RECORD_REFUSED,
                "%s has a record for %s that cannot be written: %s Nothing of this partition is stored."
                        .formatted(words(token), place, sentence(cause)),
                "Mend what makes the record; if it is too large, raise max.request.size of the producer and max.message.bytes of the topic.",
                cause);
    }

    static StreamException ledgerUnsafe(String topic, String config, String is, String wanted) {
        return new StreamException(
                ErrorCode.KAFKA_LEDGER_UNSAFE,
                "Topic '%s' cannot keep the tokens of outputs: its %s is %s, not %s, so that it would forget them or not find them."
                        .formatted(topic, config, is, wanted),
                "Set %s=%s on the topic, or name another one by KafkaSink.ledger.".formatted(config, wanted));
    }

    static StreamException ledgerHeldUp(String topic, long position, long until) {
        return new StreamException(
                ErrorCode.KAFKA_FAILED,
                "The tokens in topic '%s' can be read up to offset %d only, and %d is needed: a transaction of another program is open there."
                        .formatted(topic, position, until),
                "Start again when that program goes on, or its transaction has timed out; or give programs ledgers of their own, by KafkaSink.ledger.");
    }

    static StreamException otherPartitions(Batch batch, int before, int now) {
        return new StreamException(
                ErrorCode.OUTPUT_PARTITIONS_CHANGED,
                "%s is partly written, in %d partitions according to its tokens, and has %d now: its records cannot be told from those that are there."
                        .formatted(words(batch), before, now),
                "Start once more with the number of partitions of then, %d, such as by sluice.default.parallelism, and change it when this batch is done."
                        .formatted(before));
    }

    static StreamException timeBehind(Batch batch, String ledger, long stored) {
        return new StreamException(
                ErrorCode.OUTPUT_TIME_BEHIND,
                "%s cannot be written: according to topic '%s', batch %d ms of application '%s' is stored, which is later, and without a checkpoint no batch comes again."
                        .formatted(words(batch), ledger, stored, batch.application()),
                "Set a checkpoint directory; or see to the clock; or, if another program has the same names, give the application or the output one of its own.");
    }

    /** For a program whose batches may overlap. */
    public static StreamException overlapping(Batch batch, long jobs) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "sluice.streaming.concurrentJobs is %d, so batches of output '%s' may overlap, and the token of a later one would hide an earlier one."
                        .formatted(jobs, batch.output()),
                "Set it to 1, or write by KafkaSink.atLeastOnce().");
    }

    static StreamException interrupted(Batch batch, Exception cause) {
        return new StreamException(
                ErrorCode.JOB_CANCELLED,
                "%s was cancelled while its tokens were read.".formatted(words(batch)),
                "Nothing, if that was wanted.",
                cause);
    }

    static String words(Token token) {
        return "Partition %d of batch %d ms of output '%s'".formatted(token.partition(), token.time(), token.output());
    }

    private static String words(Batch batch) {
        return "Batch %d ms of output '%s'".formatted(batch.time().milliseconds(), batch.output());
    }

    private static String sentence(Throwable cause) {
        String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no message");
        return line.endsWith(".") ? line : line + ".";
    }
}
