package io.sluice.serializer;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Views that the JDK gives on its collections (a sublist, the key set of a map), which no serialiser can restore as views:
 * they are written as what they show. Confined to one Kryo.
 */
final class CollectionView extends Serializer<Object> {
    /** Whether a class is such a view. */
    static boolean covers(Class<?> type) {
        return JavaSerialized.ofTheJdk(type)
                && !Serializable.class.isAssignableFrom(type)
                && (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type));
    }

    @Override
    public void write(Kryo kryo, Output out, Object view) {
        if (view instanceof Map<?, ?> map) {
            kryo.writeClassAndObject(out, new LinkedHashMap<>(map));
        } else if (view instanceof Set<?> set) {
            kryo.writeClassAndObject(out, new LinkedHashSet<>(set));
        } else {
            kryo.writeClassAndObject(out, new ArrayList<>((Collection<?>) view));
        }
    }

    @Override
    public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
        return kryo.readClassAndObject(in);
    }
}
