package io.sluice.serializer;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;

/** Classes by name, once in each record, for records that other processes read. Confined to one Kryo. */
final class NamedClasses extends DefaultClassResolver {
    @Override
    @SuppressWarnings("rawtypes") // as overridden
    public Registration registerImplicit(Class type) {
        if (JavaSerialized.needs(type)) {
            Registration one = getRegistration(JavaSerialized.class);
            classToRegistration.put(type, one);
            return one;
        }
        return super.registerImplicit(type);
    }
}
