package io.sluice.embedded;

import io.sluice.AccumulatorV2;
import io.sluice.Broadcast;
import io.sluice.TaskContext;
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
import java.util.ArrayList;
import java.util.List;

/**
 * A stage's work written once, and read again for each attempt at a task, as if the task ran on another machine. What a
 * cluster would not copy is handed over as it is: broadcasts, and accumulators, of which each attempt gets its own.
 */
final class SerializedCopies<T> implements TaskCopies<T> {
    private final byte[] bytes;
    private final List<Object> shared = new ArrayList<>();

    SerializedCopies(T work) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Writer(written)) {
            out.writeObject(work);
        } catch (IOException | RuntimeException | StackOverflowError notWritten) {
            throw SerializationErrors.closureNotSerializable(work, notWritten);
        }
        bytes = written.toByteArray();
    }

    @Override
    @SuppressWarnings("unchecked") // the bytes are those of a T
    public T forTask(TaskContext task) {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes), task)) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException notRead) {
            throw new StreamException(
                    ErrorCode.CLOSURE_NOT_SERIALIZABLE,
                    "A task cannot be read back: %s.".formatted(notRead),
                    "Look at the serialization methods of the classes that the function captures.",
                    notRead);
        }
    }

    /** Stands for the shared object of that index. */
    private record Shared(int index) implements Serializable {}

    private final class Writer extends ObjectOutputStream {
        Writer(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof AccumulatorV2<?, ?> || object instanceof Broadcast<?>) {
                shared.add(object);
                return new Shared(shared.size() - 1);
            }
            return object;
        }
    }

    private final class Reader extends ObjectInputStream {
        private final TaskContext task;

        Reader(InputStream in, TaskContext task) throws IOException {
            super(in);
            this.task = task;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object object) {
            if (!(object instanceof Shared reference)) {
                return object;
            }
            Object original = shared.get(reference.index());
            return original instanceof AccumulatorV2<?, ?> accumulator ? task.copyOf(accumulator) : original;
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
