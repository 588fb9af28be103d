package io.sluice.serializer;

import com.esotericsoftware.kryo.kryo5.ClassResolver;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.serializers.FieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.ImmutableCollectionsSerializers;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.util.MapReferenceResolver;
import com.esotericsoftware.kryo.kryo5.util.Util;
import io.sluice.Tuple2;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Kryo set up for records of any class. What Kryo would get wrong (classes with their own idea of serialisation, see
 * {@link JavaSerialized}) goes through Java serialisation. References are tracked, so that cycles and shared objects
 * survive, but not for values, which cannot be part of a cycle. Confined to one codec.
 */
final class KryoMaker extends Kryo {
    private static final List<Class<?>> KNOWN = List.of(
            Object[].class,
            String[].class,
            byte[].class,
            char[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            boolean[].class,
            List[].class,
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            BigDecimal.class,
            BigInteger.class);

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            BigDecimal.class,
            BigInteger.class,
            Tuple2.class);

    /** From this version on, the JVM prints warnings when Kryo uses {@code sun.misc.Unsafe} for speed. */
    private static final int FIRST_JAVA_TO_WARN = 24;

    private static final String UNSAFE = "kryo.unsafe";

    static {
        if (Runtime.version().feature() >= FIRST_JAVA_TO_WARN && System.getProperty(UNSAFE) == null) {
            System.setProperty(UNSAFE, "false");
            Util.isUnsafeAvailable(); // reads the property once and for all
            System.clearProperty(UNSAFE);
        }
    }

    private final Serializer<?> java = new JavaSerialized();

    private KryoMaker(ClassResolver classes) {
        super(classes, new Tracked());
    }

    /** A codec that shares numbers for classes with the others made with the same {@code classes}. */
    static RecordCodec codec(SharedClasses classes, ClassLoader loader) {
        return codec(classes.resolver(), loader);
    }

    /** A codec whose records any process reads that has their classes: those that are not well known go by name. */
    static RecordCodec portableCodec(ClassLoader loader) {
        return codec(new NamedClasses(), loader);
    }

    private static RecordCodec codec(ClassResolver classes, ClassLoader loader) {
        KryoMaker kryo = new KryoMaker(classes);
        kryo.setClassLoader(loader);
        kryo.setRegistrationRequired(false);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        kryo.register(JavaSerialized.class, kryo.java);
        kryo.register(Tuple2.class, new TupleSerializer());
        for (Class<?> type : KNOWN) {
            kryo.register(type, kryo.ownSerializer(type));
        }
        ImmutableCollectionsSerializers.registerSerializers(kryo);
        return new KryoCodec(kryo);
    }

    private Serializer<?> ownSerializer(Class<?> type) {
        return super.getDefaultSerializer(type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as overridden
    public Serializer getDefaultSerializer(Class type) {
        if (JavaSerialized.needs(type)) {
            return java;
        }
        if (CollectionView.covers(type)) {
            return new CollectionView();
        }
        if (!JavaSerialized.ofTheJdk(type)) {
            return super.getDefaultSerializer(type);
        }
        try {
            Serializer serializer = super.getDefaultSerializer(type);
            return serializer instanceof FieldSerializer ? java : serializer;
        } catch (RuntimeException e) {
            return java; // Kryo may not look into the class
        }
    }

    /** Lambdas are classes like others here, and go through Java serialisation. */
    @Override
    @SuppressWarnings("rawtypes") // as overridden
    public boolean isClosure(Class type) {
        return false;
    }

    /** Tracks objects that may be met twice. */
    private static final class Tracked extends MapReferenceResolver {
        @Override
        @SuppressWarnings("rawtypes") // as overridden
        public boolean useReferences(Class type) {
            return !type.isPrimitive() && !VALUES.contains(type) && !Enum.class.isAssignableFrom(type);
        }
    }

    private static final class TupleSerializer extends Serializer<Tuple2<?, ?>> {
        TupleSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output out, Tuple2<?, ?> pair) {
            kryo.writeClassAndObject(out, pair._1());
            kryo.writeClassAndObject(out, pair._2());
        }

        @Override
        public Tuple2<?, ?> read(Kryo kryo, Input in, Class<? extends Tuple2<?, ?>> type) {
            return new Tuple2<>(kryo.readClassAndObject(in), kryo.readClassAndObject(in));
        }
    }
}
