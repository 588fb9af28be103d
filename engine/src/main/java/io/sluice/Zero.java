package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/**
 * The value that an aggregation starts from. Functions may change it in place, so every partition and every key gets a copy
 * of its own, by serialization, unless the value is of a kind that cannot change. Immutable.
 */
final class Zero<U> implements Serializable {
    private static final Set<Class<?>> UNCHANGING = Set.of(
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigInteger.class,
            BigDecimal.class);

    private final U unchanging;
    private final byte[] bytes;

    private Zero(U unchanging, byte[] bytes) {
        this.unchanging = unchanging;
        this.bytes = bytes;
    }

    /**
     * Takes a value as it is now.
     *
     * @throws StreamException {@code CLOSURE_NOT_SERIALIZABLE}
     */
    static <U> Zero<U> of(U value) {
        if (value == null || value instanceof Enum<?> || UNCHANGING.contains(value.getClass())) {
            return new Zero<>(value, null);
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(value);
        } catch (IOException notWritten) {
            throw notCopied(value.getClass().getName(), notWritten);
        }
        return new Zero<>(null, written.toByteArray());
    }

    /** A value that nobody else has, or one that cannot change. */
    @SuppressWarnings("unchecked") // the bytes are those of a U
    U fresh() {
        if (bytes == null) {
            return unchanging;
        }
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes))) {
            return (U) requireNonNull(in.readObject());
        } catch (IOException | ClassNotFoundException notRead) {
            throw notCopied("of the aggregation", notRead);
        }
    }

    private static StreamException notCopied(String what, Exception cause) {
        return new StreamException(
                ErrorCode.CLOSURE_NOT_SERIALIZABLE,
                "The zero value %s cannot be copied: %s.".formatted(what, cause),
                "Make its class Serializable, or start from a value that is.",
                cause);
    }

    private static final class Reader extends ObjectInputStream {
        Reader(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return loader == null
                    ? super.resolveClass(description)
                    : Class.forName(description.getName(), false, loader);
        }
    }
}
