package io.sluice.state.codec;

import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
 * Reads what a {@link StateEncoder} wrote, with the program's classes as they are now. A part that a class has no more is read
 * and dropped; for that its own class need not be there. Confined.
 */
public final class StateDecoder {
    private final ClassLoader loader;
    private final List<ReadPlan> described = new ArrayList<>();
    private int dropping;

    /** A decoder that knows no class yet. */
    public StateDecoder(ClassLoader loader) {
        this.loader = loader;
    }

    /** The next class that was met. */
    public void describe(ClassShape shape) {
        described.add(ReadPlan.of(shape, loader));
    }

    /** The next class that was met, in this very process. */
    void describe(ClassPlan plan) {
        described.add(ReadPlan.unchanged(plan));
    }

    /** Forgets the classes met after so many. */
    public void forget(int fromNumber) {
        described.subList(fromNumber, described.size()).clear();
    }

    /**
     * The next value.
     *
     * @throws StreamException {@code STATE_INCOMPATIBLE} if the program's classes do not fit
     * @throws IOException if the bytes make no sense
     */
    public Object read(StateInput in) throws IOException {
        int code = (int) in.getUnsigned();
        return switch (code) {
            case TypeCode.NULL -> null;
            case TypeCode.FALSE -> false;
            case TypeCode.TRUE -> true;
            case TypeCode.BYTE -> (byte) in.getByte();
            case TypeCode.SHORT -> (short) in.getSigned();
            case TypeCode.CHAR -> (char) in.getUnsigned();
            case TypeCode.INT -> (int) in.getSigned();
            case TypeCode.LONG -> in.getSigned();
            case TypeCode.FLOAT -> Float.intBitsToFloat(in.getInt());
            case TypeCode.DOUBLE -> Double.longBitsToDouble(in.getLong());
            case TypeCode.STRING -> in.getString();
            case TypeCode.BYTES -> in.getBytes(in.getCount());
            case TypeCode.BIG_INTEGER -> new BigInteger(in.getBytes(in.getCount()));
            case TypeCode.BIG_DECIMAL ->
                new BigDecimal(new BigInteger(in.getBytes(in.getCount())), Math.toIntExact(in.getSigned()));
            case TypeCode.UUID -> new UUID(in.getLong(), in.getLong());
            case TypeCode.INSTANT -> Instant.ofEpochSecond(in.getSigned(), in.getUnsigned());
            case TypeCode.DURATION -> Duration.ofSeconds(in.getSigned(), in.getUnsigned());
            case TypeCode.LOCAL_DATE -> LocalDate.ofEpochDay(in.getSigned());
            case TypeCode.LOCAL_DATE_TIME ->
                LocalDateTime.of(LocalDate.ofEpochDay(in.getSigned()), LocalTime.ofNanoOfDay(in.getUnsigned()));
            case TypeCode.OPTIONAL -> Optional.ofNullable(read(in));
            default -> code >= TypeCode.DESCRIBED ? readDescribed(in, code - TypeCode.DESCRIBED) : readMany(in, code);
        };
    }

    @SuppressWarnings("JdkObsolete") // a value comes back in the class that it had
    private Object readMany(StateInput in, int code) throws IOException {
        return switch (code) {
            case TypeCode.ARRAY_LIST -> fill(in, new ArrayList<>());
            case TypeCode.LINKED_LIST -> fill(in, new LinkedList<>());
            case TypeCode.IMMUTABLE_LIST -> immutable(fill(in, new ArrayList<>()));
            case TypeCode.HASH_SET -> fill(in, new HashSet<>());
            case TypeCode.LINKED_HASH_SET -> fill(in, new LinkedHashSet<>());
            case TypeCode.TREE_SET -> fill(in, new TreeSet<>());
            case TypeCode.IMMUTABLE_SET -> Set.copyOf(fill(in, new ArrayList<>()));
            case TypeCode.ARRAY_DEQUE -> fill(in, new ArrayDeque<>());
            case TypeCode.HASH_MAP -> fill(in, new HashMap<>());
            case TypeCode.LINKED_HASH_MAP -> fill(in, new LinkedHashMap<>());
            case TypeCode.TREE_MAP -> fill(in, new TreeMap<>());
            case TypeCode.IMMUTABLE_MAP -> Map.copyOf(fill(in, new HashMap<>()));
            case TypeCode.INT_ARRAY -> {
                int[] array = new int[in.getCount()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = (int) in.getSigned();
                }
                yield array;
            }
            case TypeCode.LONG_ARRAY -> {
                long[] array = new long[in.getCount()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = in.getSigned();
                }
                yield array;
            }
            case TypeCode.DOUBLE_ARRAY -> {
                double[] array = new double[in.getCount()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = Double.longBitsToDouble(in.getLong());
                }
                yield array;
            }
            case TypeCode.STRING_ARRAY -> {
                String[] array = new String[in.getCount()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = (String) read(in);
                }
                yield array;
            }
            case TypeCode.OBJECT_ARRAY -> fill(in, new ArrayList<>()).toArray();
            default -> throw new IOException("there is no type %d".formatted(code));
        };
    }

    private static List<Object> immutable(List<Object> list) {
        return list.contains(null) ? Collections.unmodifiableList(list) : List.copyOf(list);
    }

    private <C extends Collection<Object>> C fill(StateInput in, C into) throws IOException {
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            Object element = read(in);
            if (dropping == 0) { // what is dropped may be incomplete, and is not to be compared or hashed
                into.add(element);
            }
        }
        return into;
    }

    private <M extends Map<Object, Object>> M fill(StateInput in, M into) throws IOException {
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            Object key = read(in);
            Object value = read(in);
            if (dropping == 0) {
                into.put(key, value);
            }
        }
        return into;
    }

    private Object readDescribed(StateInput in, int number) throws IOException {
        if (number >= described.size()) {
            throw new IOException("class %d is used and not described".formatted(number));
        }
        ReadPlan plan = described.get(number);
        if (dropping == 0) {
            plan.requireFit();
        }
        return switch (plan.shape().kind()) {
            case ENUM -> readConstant(in, plan);
            case OPAQUE -> readOpaque(in.getBytes(in.getCount()), plan);
            case RECORD, BEAN -> readParts(in, plan);
        };
    }

    private Object readConstant(StateInput in, ReadPlan plan) throws IOException {
        long ordinal = in.getUnsigned();
        if (ordinal < 0 || ordinal >= plan.shape().parts().size()) {
            throw new IOException("%s has no constant %d".formatted(plan.shape().name(), ordinal));
        }
        return dropping > 0 ? null : plan.constant((int) ordinal);
    }

    private Object readParts(StateInput in, ReadPlan plan) throws IOException {
        Object[] values = dropping > 0 ? null : plan.defaults();
        for (int i = 0; i < plan.shape().parts().size(); i++) {
            int target = plan.target(i);
            boolean drop = target < 0;
            dropping += drop ? 1 : 0;
            Object value = readPart(in, plan.shape().parts().get(i).type());
            dropping -= drop ? 1 : 0;
            if (!drop && values != null) {
                values[target] = value;
            }
        }
        return values == null ? null : plan.make(values);
    }

    private Object readPart(StateInput in, String type) throws IOException {
        return switch (type) {
            case "int" -> (int) in.getSigned();
            case "long" -> in.getSigned();
            case "double" -> Double.longBitsToDouble(in.getLong());
            case "boolean" -> in.getByte() == TypeCode.TRUE;
            case "float" -> Float.intBitsToFloat(in.getInt());
            case "byte" -> (byte) in.getByte();
            case "short" -> (short) in.getSigned();
            case "char" -> (char) in.getUnsigned();
            default -> read(in);
        };
    }

    private Object readOpaque(byte[] bytes, ReadPlan plan) {
        if (dropping > 0) {
            return null;
        }
        try (ObjectInputStream objects = new Objects(bytes)) {
            return objects.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException failure) {
            throw plan.incompatible("its own serialized form cannot be read: " + failure, failure);
        }
    }

    /** Finds the program's classes, whichever loader they came from. */
    private final class Objects extends ObjectInputStream {
        Objects(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description); // primitives, which have no loader
            }
        }
    }
}
