package io.sluice.spark;

import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Failures as they can travel from an executor to the driver: Spark loses one that Java cannot serialise, with its causes. */
final class PortableFailures {
    private final Set<Throwable> met = Collections.newSetFromMap(new IdentityHashMap<>());

    private PortableFailures() {}

    /** The same failure; those below it that cannot travel are replaced by a {@link ThrownOnExecutor}. */
    static RuntimeException of(RuntimeException failure) {
        if (travels(failure) || !(failure instanceof StreamException ours)) {
            return failure;
        }
        PortableFailures portable = new PortableFailures();
        StreamException copy =
                new StreamException(ours.code(), ours.problem(), ours.remedy(), portable.below(ours, ours.getCause()));
        copy.setStackTrace(ours.getStackTrace());
        portable.suppress(ours, copy);
        return copy;
    }

    private Throwable below(Throwable parent, Throwable child) {
        met.add(parent);
        if (child == null || met.contains(child) || travels(child)) {
            return met.contains(child) ? null : child;
        }
        ThrownOnExecutor copy = new ThrownOnExecutor(child, below(child, child.getCause()));
        suppress(child, copy);
        return copy;
    }

    private void suppress(Throwable original, Throwable copy) {
        for (Throwable suppressed : original.getSuppressed()) {
            Throwable portable = below(original, suppressed);
            if (portable != null) {
                copy.addSuppressed(portable);
            }
        }
    }

    /** Whether it can be written, and read again. */
    private static boolean travels(Throwable failure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
            out.flush();
            try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes.toByteArray()))) {
                return in.readObject() instanceof Throwable;
            }
        } catch (IOException
                | ClassNotFoundException
                | RuntimeException
                | LinkageError
                | StackOverflowError itDoesNot) {
            return false;
        }
    }

    /** Classes of the program are known to the loader of the task's thread only. */
    private static final class Reader extends ObjectInputStream {
        Reader(ByteArrayInputStream bytes) throws IOException {
            super(bytes);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException primitiveOrUnknown) {
                return super.resolveClass(description);
            }
        }
    }
}
