package io.sluice.streaming.kafka.record;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.Serializable;

/** Does what the policy says with the bad records of one range. Confined to its task. */
public final class BadRecords implements AutoCloseable {
    private final Settings settings;
    private final long batch;
    private final String range;
    private final Counter counter;
    private DeadLetterBox.Letters letters; // null until there is one
    private StreamException first;
    private long count;

    /**
     * What the policy is.
     *
     * @param most more than so many in one range fail the batch, whatever the policy; 0 for no limit
     * @param box where dead letters go; null unless the policy has them
     */
    public record Settings(BadRecordPolicy policy, long most, DeadLetterBox box) implements Serializable {}

    /** Is told of what was left out. */
    @FunctionalInterface
    public interface Counter {
        /**
         * So many were left out of a range.
         *
         * @param first what was wrong with the first of them
         */
        void bad(long records, StreamException first);
    }

    /**
     * @param batch the batch's time in milliseconds, -1 outside of batches
     * @param range names the range, the same when it is read again
     */
    public BadRecords(Settings settings, long batch, String range, Counter counter) {
        this.settings = settings;
        this.batch = batch;
        this.range = range;
        this.counter = counter;
    }

    /** A record cannot be read. */
    public void add(DeadLetter letter) {
        count++;
        if (settings.policy() == BadRecordPolicy.FAIL) {
            throw refused(
                    letter, "Mend the deserializer, or set sluice.streaming.kafka.onBadRecord to skip or deadLetter.");
        }
        if (settings.most() > 0 && count > settings.most()) {
            throw refused(
                    letter,
                    "It is bad record %d of %s, more than sluice.streaming.kafka.maxBadRecords allows: see whether the deserializers are the right ones."
                            .formatted(count, range));
        }
        if (first == null) {
            first = refused(letter, "It was left out, as sluice.streaming.kafka.onBadRecord says.");
        }
        if (settings.policy() == BadRecordPolicy.DEAD_LETTER) {
            if (letters == null) {
                letters = settings.box().open(batch, range);
            }
            letters.add(letter);
        }
    }

    private StreamException refused(DeadLetter letter, String remedy) {
        String where = batch < 0 ? "" : "Batch %d ms: ".formatted(batch);
        return new StreamException(
                ErrorCode.KAFKA_BAD_RECORD,
                "%sthe %s of %s-%d offset %d could not be deserialized: %s: %s."
                        .formatted(
                                where,
                                letter.part(),
                                letter.topic(),
                                letter.partition(),
                                letter.offset(),
                                letter.errorClass(),
                                letter.errorMessage()),
                remedy);
    }

    /** The range is read to its end: returns when its letters are safe. */
    public void finish() {
        if (letters != null) {
            letters.finish();
        }
        if (count > 0) {
            counter.bad(count, first);
            count = 0;
        }
    }

    @Override
    public void close() {
        if (letters != null) {
            letters.close();
        }
    }
}
