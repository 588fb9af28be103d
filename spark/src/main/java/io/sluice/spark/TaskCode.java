package io.sluice.spark;

import io.sluice.AccumulatorV2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.serializer.SerializationErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;

/**
 * What a task is to do, as bytes: written once, at the driver, opened by every task. The program's accumulators come out as
 * the task's own copies. Being bytes, it keeps nothing of the program alive. Immutable.
 */
final class TaskCode<T> implements Serializable {
    private final byte[] bytes;

    private TaskCode(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Writes it.
     *
     * @throws StreamException {@code CLOSURE_NOT_SERIALIZABLE}, which names the path to the culprit
     */
    static <T> TaskCode<T> of(T work, Accumulators accumulators) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Writer(written, accumulators)) {
            out.writeObject(work);
        } catch (IOException | RuntimeException | StackOverflowError notWritten) {
            throw SerializationErrors.closureNotSerializable(work, notWritten);
        }
        return new TaskCode<>(written.toByteArray());
    }

    @SuppressWarnings("unchecked") // the bytes are those of a T
    T open(TaskScope scope) {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes), scope)) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException notRead) {
            throw new StreamException(
                    ErrorCode.CLOSURE_NOT_SERIALIZABLE,
                    "A task cannot be read back on an executor: %s.".formatted(notRead),
                    "See that the program's jar is sent to the cluster (spark.jars), and look at the serialization methods"
                            + " of the classes that the function captures.",
                    notRead);
        }
    }

    /** Stands for an accumulator of the program. */
    private record Sent(long id, AccumulatorV2<?, ?> zero) implements Serializable {}

    private static final class Writer extends ObjectOutputStream {
        private final Accumulators accumulators;

        Writer(OutputStream out, Accumulators accumulators) throws IOException {
            super(out);
            this.accumulators = accumulators;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof AccumulatorV2<?, ?> accumulator && accumulator.isRegistered()) {
                accumulators.sending(accumulator);
                return new Sent(accumulator.id(), accumulator.copyAndReset()); // the copy is not registered
            }
            return object;
        }
    }

    private static final class Reader extends ObjectInputStream {
        private final TaskScope scope;

        Reader(InputStream in, TaskScope scope) throws IOException {
            super(in);
            this.scope = scope;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object object) {
            return object instanceof Sent sent ? scope.copyOf(sent.id(), sent.zero()) : object;
        }

        /** Classes of the program are known to the loader of the task's thread only. */
        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException primitiveOrUnknown) {
                return super.resolveClass(description);
            }
        }
    }
}
