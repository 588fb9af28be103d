package io.sluice.streaming.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a program begins to read when it is started for the first time. With a checkpoint it goes on where it was; and a
 * partition or topic that appears later is read from its beginning.
 */
public sealed interface StartingOffsets {
    /** What the consumer's parameter {@code auto.offset.reset} says, which is {@code latest} if it is not given. */
    static StartingOffsets byReset() {
        return new ByReset();
    }

    /** The oldest record there is. */
    static StartingOffsets earliest() {
        return new Earliest();
    }

    /** The first record that is written after the start. */
    static StartingOffsets latest() {
        return new Latest();
    }

    /** In each partition the first record with that timestamp or a later one; the end, if there is none. */
    static StartingOffsets at(Instant time) {
        return new At(time);
    }

    /** Given offsets, such as a program stored with its results; for partitions not among them, {@link #byReset}. */
    static StartingOffsets of(Map<TopicPartition, Long> offsets) {
        return new Given(offsets);
    }

    record ByReset() implements StartingOffsets {}

    record Earliest() implements StartingOffsets {}

    record Latest() implements StartingOffsets {}

    record At(Instant time) implements StartingOffsets {
        public At {
            requireNonNull(time, "time");
        }
    }

    record Given(Map<TopicPartition, Long> offsets) implements StartingOffsets {
        public Given {
            offsets = Map.copyOf(offsets);
            offsets.forEach((partition, offset) -> {
                if (offset < 0) {
                    throw new IllegalArgumentException(
                            "the offset of %s must not be negative, got %d".formatted(partition, offset));
                }
            });
        }
    }
}
