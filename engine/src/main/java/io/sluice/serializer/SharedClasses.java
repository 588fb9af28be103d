package io.sluice.serializer;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers for the classes of records, shared by all codecs of an engine, so that a record carries a number of one or two
 * bytes and not the name of its class, though nobody registered it. Thread-safe.
 */
final class SharedClasses {
    private static final int FIRST = 200;

    private final Map<Class<?>, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, Class<?>> classes = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger(FIRST);

    /** A resolver for one Kryo. */
    DefaultClassResolver resolver() {
        return new Resolver();
    }

    private int number(Class<?> type) {
        return numbers.computeIfAbsent(type, t -> {
            int number = next.getAndIncrement();
            classes.put(number, t);
            return number;
        });
    }

    /** Registers classes as they are met. Confined to one Kryo. */
    private final class Resolver extends DefaultClassResolver {
        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // as overridden
        public Registration registerImplicit(Class type) {
            if (JavaSerialized.needs(type)) {
                Registration one = getRegistration(JavaSerialized.class);
                classToRegistration.put(type, one);
                return one;
            }
            return register(new Registration(type, kryo.getDefaultSerializer(type), number(type)));
        }

        @Override
        public Registration readClass(Input input) {
            int tag = input.readVarInt(true);
            if (tag == 0) {
                return null; // as Kryo writes null; 1 would be a class by name, which is never written
            }
            Registration known = idToRegistration.get(tag - 2);
            if (known != null) {
                return known;
            }
            Class<?> type = classes.get(tag - 2);
            if (type == null) {
                throw new KryoException("unknown class number " + (tag - 2));
            }
            return kryo.getRegistration(type);
        }
    }
}
