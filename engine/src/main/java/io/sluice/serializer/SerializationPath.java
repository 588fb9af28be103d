package io.sluice.serializer;

import io.sluice.error.StreamException;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds why an object does not serialise: the shortest path of fields, elements and captured variables to an object whose
 * class is not {@link Serializable}, such as {@code Order.customer.socket: java.net.Socket}. Follows what reflection may
 * read. Stateless.
 */
public final class SerializationPath {
    private static final Logger LOG = LoggerFactory.getLogger(SerializationPath.class);
    private static final int MOST_OBJECTS = 20_000;
    private static final int MOST_ELEMENTS = 100;

    private SerializationPath() {}

    /** One object, and how it was reached. */
    private record Step(Object object, String path) {}

    /**
     * Refuses a user's function that could not be sent to another process.
     *
     * @throws StreamException {@code CLOSURE_NOT_SERIALIZABLE}, naming the path to the culprit
     */
    public static void checkClosure(Object closure) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(closure);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw SerializationErrors.closureNotSerializable(closure, e);
        }
    }

    /** The path to the nearest object that is not serializable; empty if none can be found. */
    public static Optional<String> toCulprit(Object root) {
        if (root == null) {
            return Optional.empty();
        }
        ArrayDeque<Step> steps = new ArrayDeque<>();
        IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
        steps.add(new Step(root, name(root.getClass())));
        while (!steps.isEmpty() && seen.size() < MOST_OBJECTS) {
            Step step = steps.poll();
            if (seen.put(step.object, Boolean.TRUE) != null) {
                continue;
            }
            if (!serializable(step.object)) {
                return Optional.of(step.path + ": " + step.object.getClass().getName());
            }
            followIfPossible(step, steps);
        }
        return Optional.empty();
    }

    private static boolean serializable(Object object) {
        return object instanceof Serializable || object.getClass().isArray();
    }

    private static void followIfPossible(Step from, Collection<Step> into) {
        try {
            follow(from, into);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.debug("Cannot look into {}", from.path, e); // a collection with a mind of its own: try the others
        }
    }

    private static void follow(Step from, Collection<Step> into) {
        Object object = from.object;
        if (object instanceof Object[] array) {
            for (int i = 0; i < Math.min(array.length, MOST_ELEMENTS); i++) {
                add(into, array[i], from.path + "[" + i + "]");
            }
        } else if (object instanceof Collection<?> collection) {
            int i = 0;
            for (Object element : collection) {
                if (i == MOST_ELEMENTS) {
                    break;
                }
                add(into, element, from.path + "[" + i++ + "]");
            }
        } else if (object instanceof Map<?, ?> map) {
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (i++ == MOST_ELEMENTS) {
                    break;
                }
                add(into, entry.getKey(), from.path + ".key");
                add(into, entry.getValue(), from.path + "[" + entry.getKey() + "]");
            }
        } else {
            lambda(object).ifPresentOrElse(lambda -> captured(lambda, into), () -> fields(from, into));
        }
    }

    private static void fields(Step from, Collection<Step> into) {
        if (from.object instanceof Externalizable) {
            return; // writes what it likes
        }
        for (Class<?> c = from.object.getClass(); c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean written = !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers);
                if (written && !field.getType().isPrimitive() && field.trySetAccessible()) {
                    try {
                        String place = field.isSynthetic() && field.getName().startsWith("this$")
                                ? "the enclosing " + name(field.getType())
                                : from.path + "." + field.getName();
                        add(into, field.get(from.object), place);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(field + " was made accessible", e);
                    }
                }
            }
        }
    }

    /** What a serializable lambda would be written as: its captured variables stand in there. */
    private static Optional<SerializedLambda> lambda(Object object) {
        if (!object.getClass().isSynthetic()) {
            return Optional.empty();
        }
        try {
            Method replace = object.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return replace.invoke(object) instanceof SerializedLambda lambda ? Optional.of(lambda) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static void captured(SerializedLambda lambda, Collection<Step> into) {
        String owner = lambda.getImplClass().replace('/', '.');
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object argument = lambda.getCapturedArg(i);
            if (argument != null) {
                String place = argument.getClass().getName().equals(owner)
                        ? "the enclosing " + name(argument.getClass())
                        : "captured variable " + (i + 1);
                add(into, argument, "lambda in " + owner.substring(owner.lastIndexOf('.') + 1) + " → " + place);
            }
        }
    }

    private static void add(Collection<Step> into, Object object, String path) {
        if (object != null) {
            into.add(new Step(object, path));
        }
    }

    private static String name(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? type.getName().substring(type.getName().lastIndexOf('.') + 1) : simple;
    }
}
