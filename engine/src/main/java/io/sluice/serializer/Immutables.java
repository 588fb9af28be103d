package io.sluice.serializer;

import io.sluice.Tuple2;
import io.sluice.Tuple3;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Knows values that nobody can change. Stateless. */
public final class Immutables {
    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class);

    private static final ClassValue<Boolean> ALL_INSTANCES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isPrimitive()
                    || KNOWN.contains(type)
                    || Enum.class.isAssignableFrom(type)
                    || type.getName().startsWith("java.time.")
                    || (type.isRecord() && hasImmutableComponents(type));
        }
    };

    private Immutables() {}

    /** Whether no instance of a class can change. */
    public static boolean allInstances(Class<?> type) {
        return ALL_INSTANCES.get(type);
    }

    /** Whether a value cannot change; false if that is not known. */
    public static boolean contains(Object value) {
        if (value == null || ALL_INSTANCES.get(value.getClass())) {
            return true;
        }
        if (value instanceof Optional<?> optional) {
            return contains(optional.orElse(null));
        }
        if (value instanceof Tuple2<?, ?> pair) {
            return contains(pair._1()) && contains(pair._2());
        }
        return value instanceof Tuple3<?, ?, ?> triple
                && contains(triple._1())
                && contains(triple._2())
                && contains(triple._3());
    }

    private static boolean hasImmutableComponents(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> declared = component.getType();
            boolean itself = declared == type; // as immutable as the rest of it
            if (!itself && !(declared.isPrimitive() || (KNOWN.contains(declared) || declared.isEnum()))) {
                return false;
            }
        }
        return true;
    }
}
