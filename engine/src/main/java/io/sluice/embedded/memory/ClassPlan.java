package io.sluice.embedded.memory;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an instance of a class takes and which of its fields to follow; worked out once for each class. Immutable.
 */
final class ClassPlan {
    private static final ClassValue<ClassPlan> PLANS = new ClassValue<>() {
        @Override
        protected ClassPlan computeValue(Class<?> type) {
            try {
                return new ClassPlan(type);
            } catch (RuntimeException | LinkageError e) {
                return new ClassPlan(Layout.UNKNOWN); // a field's class is missing: count something
            }
        }
    };

    private final long instanceBytes;
    private final int elementBytes;
    private final Field[] references;
    private final boolean leaf;

    private ClassPlan(long instanceBytes) {
        this.instanceBytes = instanceBytes;
        this.elementBytes = 0;
        this.references = new Field[0];
        this.leaf = true;
    }

    private ClassPlan(Class<?> type) {
        List<Field> followed = new ArrayList<>();
        long bytes = Layout.OBJECT_HEADER;
        if (type.isArray()) {
            this.elementBytes = bytesOf(type.getComponentType());
            this.instanceBytes = 0;
        } else if (type == Class.class
                || Enum.class.isAssignableFrom(type)
                || ClassLoader.class.isAssignableFrom(type)) {
            this.elementBytes = 0;
            this.instanceBytes = 0;
        } else {
            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        bytes += bytesOf(field.getType()) + addReference(field, followed);
                    }
                }
            }
            this.elementBytes = 0;
            this.instanceBytes = Layout.aligned(bytes);
        }
        this.references = followed.toArray(Field[]::new);
        this.leaf = references.length == 0 && !sampled(type);
    }

    static ClassPlan of(Class<?> type) {
        return PLANS.get(type);
    }

    /** Whether a class is one of the JDK's collections or others, whose iterators do nothing surprising. */
    static boolean ofTheJdk(Class<?> type) {
        return type.getClassLoader() == null && type.getName().startsWith("java.util.");
    }

    /** Whether an instance refers to nothing that must be counted with it. */
    boolean leaf() {
        return leaf;
    }

    long sizeOf(Object object) {
        return elementBytes == 0 ? instanceBytes : Layout.array(Array.getLength(object), elementBytes);
    }

    void follow(Object object, Collection<Object> into) {
        for (Field field : references) {
            try {
                Object value = field.get(object);
                if (value != null) {
                    into.add(value);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(field + " was made accessible", e);
            }
        }
    }

    /** Extra bytes to assume for a field that cannot be followed. */
    private static long addReference(Field field, List<Field> followed) {
        if (field.getType().isPrimitive()) {
            return 0;
        }
        if (field.trySetAccessible()) {
            followed.add(field);
            return 0;
        }
        return Layout.aligned(Layout.OBJECT_HEADER + 12L);
    }

    private static boolean sampled(Class<?> type) {
        return ofTheJdk(type) && (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type));
    }

    private static int bytesOf(Class<?> type) {
        if (!type.isPrimitive()) {
            return Layout.REFERENCE;
        }
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == int.class || type == float.class) {
            return Integer.BYTES;
        }
        return type == short.class || type == char.class ? Short.BYTES : 1;
    }
}
