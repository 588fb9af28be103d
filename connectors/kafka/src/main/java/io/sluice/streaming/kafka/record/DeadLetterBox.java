package io.sluice.streaming.kafka.record;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;

/** Where dead letters are kept. Immutable; opened once for each range of offsets that has any. */
public sealed interface DeadLetterBox extends Serializable permits LetterTopic, LetterDirectory {
    /**
     * Reads {@code topic:NAME} or {@code directory:PATH}.
     *
     * @param params of the stream's consumers, which tell how to reach the brokers
     */
    static DeadLetterBox parse(String text, Map<String, Object> params) {
        if (text.startsWith("topic:")) {
            return new LetterTopic(text.substring("topic:".length()).trim(), params);
        }
        if (text.startsWith("directory:")) {
            return new LetterDirectory(
                    Path.of(text.substring("directory:".length()).trim()).toString());
        }
        throw new IllegalArgumentException("topic:NAME or directory:PATH is expected, got '%s'".formatted(text));
    }

    /**
     * Begins the letters of a range.
     *
     * @param batch the batch's time in milliseconds, -1 outside of batches
     * @param range names the range: the same when it is read again
     */
    Letters open(long batch, String range);

    /** The letters of one range; confined to its task. What is not finished counts as not written. */
    interface Letters extends AutoCloseable {
        void add(DeadLetter letter);

        /** Returns when all are safe. */
        void finish();

        @Override
        void close();
    }
}
