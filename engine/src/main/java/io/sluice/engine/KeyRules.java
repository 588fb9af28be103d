package io.sluice.engine;

import io.sluice.Partitioner;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;

/** What every engine asks of keys, and of those who say where they go. Stateless. */
public final class KeyRules {
    private static final int LONGEST_QUOTE = 100;

    private static final ClassValue<Boolean> COMPARABLE_BY_VALUE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type == Class.class
                        || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every class has an equals method", e);
            }
        }
    };

    private KeyRules() {}

    /**
     * Refuses a class whose instances equal only themselves.
     *
     * @throws io.sluice.error.StreamException {@code KEY_WITHOUT_EQUALS}
     */
    public static void requireEquals(Class<?> type) {
        if (!COMPARABLE_BY_VALUE.get(type)) {
            throw keyWithoutEquals(type);
        }
    }

    /**
     * Refuses what cannot be placed by its hash code: an array, whose hash code has nothing to do with its content. Other
     * classes may be spread by identity, as long as nobody looks for equal ones.
     *
     * @throws io.sluice.error.StreamException {@code KEY_WITHOUT_EQUALS}
     */
    public static void requireHash(Class<?> type) {
        if (type.isArray()) {
            throw keyWithoutEquals(type);
        }
    }

    /**
     * Refuses a partition that is not there.
     *
     * @throws StreamException {@code PARTITION_OUT_OF_RANGE}
     */
    public static void requireInRange(Partitioner partitioner, int partitions, Object key, int partition) {
        if (partition < 0 || partition >= partitions) {
            throw partitionOutOfRange(partitioner, partitions, key, partition);
        }
    }

    private static StreamException keyWithoutEquals(Class<?> type) {
        String why = type.isArray()
                ? "arrays are equal only to themselves"
                : "it has no equals of its own, so that two keys with the same content would never meet";
        return new StreamException(
                ErrorCode.KEY_WITHOUT_EQUALS,
                "%s cannot be a key: %s.".formatted(type.getTypeName(), why),
                "Make it a record, give it equals and hashCode, or map it to a String or a List first.");
    }

    private static StreamException partitionOutOfRange(
            Partitioner partitioner, int partitions, Object key, int partition) {
        return new StreamException(
                ErrorCode.PARTITION_OUT_OF_RANGE,
                "%s gives partition %d for key %s: there are partitions 0 to %d."
                        .formatted(partitioner.getClass().getName(), partition, quote(key), partitions - 1),
                "Return a number from 0 to numPartitions() - 1; for a hash, Math.floorMod(hash, numPartitions()) is never"
                        + " negative.");
    }

    private static String quote(Object key) {
        String text = String.valueOf(key);
        return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "'";
    }
}
