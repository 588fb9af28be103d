package io.sluice.state.codec;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes values: a byte that says what follows, then the value. Values of classes of the program are written part by part,
 * and their class is described once, see {@link #described}; what is neither a record, bean nor enum nor a well-known class
 * is written by Java serialization. A value is a tree: an object that is in it twice is read back as two. Confined.
 */
public final class StateEncoder {
    private static final ClassValue<Integer> CODES = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return codeOf(type);
        }
    };

    private static final Class<?> IMMUTABLE_LIST_OF_FEW = List.of(1).getClass();
    private static final Class<?> IMMUTABLE_LIST_OF_MANY = List.of().getClass();
    private static final Class<?> IMMUTABLE_SET_OF_FEW = Set.of(1).getClass();
    private static final Class<?> IMMUTABLE_SET_OF_MANY = Set.of().getClass();
    private static final Class<?> IMMUTABLE_MAP_OF_FEW = Map.of(1, 1).getClass();
    private static final Class<?> IMMUTABLE_MAP_OF_MANY = Map.of().getClass();

    private final Map<Class<?>, Integer> numbers = new HashMap<>();
    private final List<ClassPlan> described = new ArrayList<>();
    private Class<?> lastClass;
    private int lastNumber;

    /** How many classes have been met: those of a value must be described before the value is read. */
    public int described() {
        return described.size();
    }

    /** The description of a class that was met, by the order in which they were. */
    public ClassShape described(int number) {
        return described.get(number).shape;
    }

    ClassPlan plan(int number) {
        return described.get(number);
    }

    /** Forgets the classes met after so many. */
    public void forget(int fromNumber) {
        while (described.size() > fromNumber) {
            numbers.remove(described.remove(described.size() - 1).type);
        }
        lastClass = null;
    }

    /**
     * Writes a value.
     *
     * @throws StreamException {@code RECORD_NOT_SERIALIZABLE}
     */
    public void write(StateOutput out, Object value) {
        try {
            put(out, value);
        } catch (StackOverflowError deep) {
            throw notSerializable(value, deep);
        }
    }

    private void put(StateOutput out, Object value) {
        if (value == null) {
            out.putByte(TypeCode.NULL);
            return;
        }
        Class<?> type = value.getClass();
        int code = CODES.get(type);
        if (code == TypeCode.DESCRIBED) {
            putDescribed(out, type, value);
            return;
        }
        out.putByte(code == TypeCode.TRUE && !(Boolean) value ? TypeCode.FALSE : code);
        putKnown(out, code, value);
    }

    private void putKnown(StateOutput out, int code, Object value) {
        switch (code) {
            case TypeCode.TRUE -> {}
            case TypeCode.BYTE -> out.putByte((Byte) value);
            case TypeCode.SHORT -> out.putSigned((Short) value);
            case TypeCode.CHAR -> out.putUnsigned((Character) value);
            case TypeCode.INT -> out.putSigned((Integer) value);
            case TypeCode.LONG -> out.putSigned((Long) value);
            case TypeCode.FLOAT -> out.putInt(Float.floatToRawIntBits((Float) value));
            case TypeCode.DOUBLE -> out.putLong(Double.doubleToRawLongBits((Double) value));
            case TypeCode.STRING -> out.putString((String) value);
            case TypeCode.BYTES -> putBytes(out, (byte[]) value);
            case TypeCode.BIG_INTEGER -> putBytes(out, ((BigInteger) value).toByteArray());
            case TypeCode.BIG_DECIMAL -> {
                putBytes(out, ((BigDecimal) value).unscaledValue().toByteArray());
                out.putSigned(((BigDecimal) value).scale());
            }
            case TypeCode.UUID -> {
                out.putLong(((UUID) value).getMostSignificantBits());
                out.putLong(((UUID) value).getLeastSignificantBits());
            }
            case TypeCode.INSTANT -> {
                Instant instant = (Instant) value;
                out.putSigned(instant.getEpochSecond());
                out.putUnsigned(instant.getNano());
            }
            case TypeCode.DURATION -> {
                Duration duration = (Duration) value;
                out.putSigned(duration.toSeconds());
                out.putUnsigned(duration.toNanosPart());
            }
            case TypeCode.LOCAL_DATE -> out.putSigned(((LocalDate) value).toEpochDay());
            case TypeCode.LOCAL_DATE_TIME -> {
                out.putSigned(((LocalDateTime) value).toLocalDate().toEpochDay());
                out.putUnsigned(((LocalDateTime) value).toLocalTime().toNanoOfDay());
            }
            case TypeCode.OPTIONAL -> put(out, ((Optional<?>) value).orElse(null));
            case TypeCode.INT_ARRAY -> {
                out.putUnsigned(((int[]) value).length);
                for (int element : (int[]) value) {
                    out.putSigned(element);
                }
            }
            case TypeCode.LONG_ARRAY -> {
                out.putUnsigned(((long[]) value).length);
                for (long element : (long[]) value) {
                    out.putSigned(element);
                }
            }
            case TypeCode.DOUBLE_ARRAY -> {
                out.putUnsigned(((double[]) value).length);
                for (double element : (double[]) value) {
                    out.putLong(Double.doubleToRawLongBits(element));
                }
            }
            case TypeCode.STRING_ARRAY, TypeCode.OBJECT_ARRAY -> {
                out.putUnsigned(((Object[]) value).length);
                for (Object element : (Object[]) value) {
                    put(out, element);
                }
            }
            default -> putMany(out, value);
        }
    }

    private void putMany(StateOutput out, Object value) {
        if (value instanceof Map<?, ?> map) {
            out.putUnsigned(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                put(out, entry.getKey());
                put(out, entry.getValue());
            }
        } else {
            out.putUnsigned(((Collection<?>) value).size());
            for (Object element : (Collection<?>) value) {
                put(out, element);
            }
        }
    }

    private static void putBytes(StateOutput out, byte[] value) {
        out.putUnsigned(value.length);
        out.putBytes(value);
    }

    @SuppressWarnings("EnumOrdinal") // the constants are described by name, in the order of their ordinals
    private void putDescribed(StateOutput out, Class<?> type, Object value) {
        int number = type == lastClass ? lastNumber : numberOf(type, value);
        ClassPlan plan = described.get(number);
        out.putUnsigned((long) TypeCode.DESCRIBED + number);
        switch (plan.shape.kind()) {
            case ENUM -> out.putUnsigned(((Enum<?>) value).ordinal());
            case OPAQUE -> putBytes(out, opaque(value));
            case RECORD, BEAN -> {
                for (int i = 0; i < plan.getters.length; i++) {
                    putPart(out, plan, i, value);
                }
            }
        }
    }

    private void putPart(StateOutput out, ClassPlan plan, int part, Object value) {
        MethodHandle getter = plan.getters[part];
        try {
            switch (plan.shape.parts().get(part).type()) {
                case "int" -> out.putSigned((int) getter.invokeExact(value));
                case "long" -> out.putSigned((long) getter.invokeExact(value));
                case "double" -> out.putLong(Double.doubleToRawLongBits((double) getter.invokeExact(value)));
                case "boolean" -> out.putByte((boolean) getter.invokeExact(value) ? TypeCode.TRUE : TypeCode.FALSE);
                case "float" -> out.putInt(Float.floatToRawIntBits((float) getter.invokeExact(value)));
                case "byte" -> out.putByte((byte) getter.invokeExact(value));
                case "short" -> out.putSigned((short) getter.invokeExact(value));
                case "char" -> out.putUnsigned((char) getter.invokeExact(value));
                default -> put(out, (Object) getter.invokeExact(value));
            }
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new IllegalStateException("reading a field threw", impossible);
        }
    }

    private int numberOf(Class<?> type, Object value) {
        Class<?> declared = value instanceof Enum<?> constant ? constant.getDeclaringClass() : type;
        Integer known = numbers.get(declared);
        if (known == null) {
            known = described.size();
            described.add(ClassPlan.of(declared));
            numbers.put(declared, known);
        }
        lastClass = type;
        lastNumber = known;
        return known;
    }

    private static byte[] opaque(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(value);
        } catch (IOException | RuntimeException failure) {
            throw notSerializable(value, failure);
        }
        return bytes.toByteArray();
    }

    private static StreamException notSerializable(Object value, Throwable failure) {
        return new StreamException(
                ErrorCode.RECORD_NOT_SERIALIZABLE,
                "A value of class %s is kept as state and cannot be written: %s."
                        .formatted(value.getClass().getName(), failure),
                "Keep records, enums, collections, or classes with a constructor that has no parameters; others must"
                        + " implement Serializable with all they refer to, and none may refer back to itself.",
                failure);
    }

    private static int codeOf(Class<?> type) {
        Integer code = KNOWN.get(type);
        if (code != null) {
            return code;
        }
        if (type == IMMUTABLE_LIST_OF_FEW || type == IMMUTABLE_LIST_OF_MANY) {
            return TypeCode.IMMUTABLE_LIST;
        }
        if (type == IMMUTABLE_SET_OF_FEW || type == IMMUTABLE_SET_OF_MANY) {
            return TypeCode.IMMUTABLE_SET;
        }
        return type == IMMUTABLE_MAP_OF_FEW || type == IMMUTABLE_MAP_OF_MANY
                ? TypeCode.IMMUTABLE_MAP
                : TypeCode.DESCRIBED;
    }

    private static final Map<Class<?>, Integer> KNOWN = Map.ofEntries(
            Map.entry(Boolean.class, TypeCode.TRUE),
            Map.entry(Byte.class, TypeCode.BYTE),
            Map.entry(Short.class, TypeCode.SHORT),
            Map.entry(Character.class, TypeCode.CHAR),
            Map.entry(Integer.class, TypeCode.INT),
            Map.entry(Long.class, TypeCode.LONG),
            Map.entry(Float.class, TypeCode.FLOAT),
            Map.entry(Double.class, TypeCode.DOUBLE),
            Map.entry(String.class, TypeCode.STRING),
            Map.entry(byte[].class, TypeCode.BYTES),
            Map.entry(BigInteger.class, TypeCode.BIG_INTEGER),
            Map.entry(BigDecimal.class, TypeCode.BIG_DECIMAL),
            Map.entry(UUID.class, TypeCode.UUID),
            Map.entry(Instant.class, TypeCode.INSTANT),
            Map.entry(Duration.class, TypeCode.DURATION),
            Map.entry(LocalDate.class, TypeCode.LOCAL_DATE),
            Map.entry(LocalDateTime.class, TypeCode.LOCAL_DATE_TIME),
            Map.entry(Optional.class, TypeCode.OPTIONAL),
            Map.entry(ArrayList.class, TypeCode.ARRAY_LIST),
            Map.entry(LinkedList.class, TypeCode.LINKED_LIST),
            Map.entry(HashSet.class, TypeCode.HASH_SET),
            Map.entry(LinkedHashSet.class, TypeCode.LINKED_HASH_SET),
            Map.entry(TreeSet.class, TypeCode.TREE_SET),
            Map.entry(ArrayDeque.class, TypeCode.ARRAY_DEQUE),
            Map.entry(HashMap.class, TypeCode.HASH_MAP),
            Map.entry(LinkedHashMap.class, TypeCode.LINKED_HASH_MAP),
            Map.entry(TreeMap.class, TypeCode.TREE_MAP),
            Map.entry(int[].class, TypeCode.INT_ARRAY),
            Map.entry(long[].class, TypeCode.LONG_ARRAY),
            Map.entry(double[].class, TypeCode.DOUBLE_ARRAY),
            Map.entry(String[].class, TypeCode.STRING_ARRAY),
            Map.entry(Object[].class, TypeCode.OBJECT_ARRAY));
}
