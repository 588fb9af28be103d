package io.sluice.serializer;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Java serialisation inside a Kryo record, for the classes that need it: lambdas, proxies, classes that write themselves
 * ({@code writeObject}, {@code readResolve}, {@code Externalizable}), subclasses of JDK classes and collections with state
 * of their own, and JDK classes whose fields Kryo may not read. Confined to one Kryo.
 */
final class JavaSerialized extends Serializer<Object> {
    private static final Set<String> OWN_WAYS =
            Set.of("writeObject", "readObject", "readObjectNoData", "writeReplace", "readResolve");

    private static final ClassValue<Boolean> NEEDS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return decide(type);
        }
    };

    JavaSerialized() {
        super(false);
    }

    /** Whether objects of a class must go through Java serialisation. */
    static boolean needs(Class<?> type) {
        return NEEDS.get(type);
    }

    /** Whether a class is the JDK's own, closed to reflection. */
    static boolean ofTheJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    private static boolean decide(Class<?> type) {
        if (type.isArray() || type.isPrimitive() || type.isEnum()) {
            return false;
        }
        if (type == InvocationHandler.class) {
            return true; // stands for proxies
        }
        if (!Serializable.class.isAssignableFrom(type)) {
            return false; // Kryo may still succeed
        }
        if (ofTheJdk(type)) {
            boolean collection = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
            return type.isSynthetic() || (collection && !knownToKryo(type));
        }
        return type.isSynthetic()
                || Externalizable.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || hasItsOwnWay(type);
    }

    private static boolean knownToKryo(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.util.ImmutableCollections")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$Singleton")
                || name.equals("java.util.Arrays$ArrayList")
                || name.endsWith("EnumSet");
    }

    private static boolean hasItsOwnWay(Class<?> type) {
        for (Class<?> c = type;
                c != null && c != Object.class && c != Record.class && c != Enum.class;
                c = c.getSuperclass()) {
            if (ofTheJdk(c)) {
                return true;
            }
            for (Method method : c.getDeclaredMethods()) {
                if (OWN_WAYS.contains(method.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void write(Kryo kryo, Output out, Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(object);
        } catch (IOException e) {
            throw new KryoException(e);
        }
        out.writeVarInt(bytes.size(), true);
        out.writeBytes(bytes.toByteArray());
    }

    @Override
    public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
        byte[] bytes = in.readBytes(in.readVarInt(true));
        try (ObjectInputStream objects =
                new JavaCodec.LoaderInputStream(new ByteArrayInputStream(bytes), kryo.getClassLoader())) {
            return objects.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new KryoException(e);
        }
    }
}
