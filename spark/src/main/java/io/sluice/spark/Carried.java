package io.sluice.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.ExternalizableSerializer;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Collections;

/** A value that Spark carries to executors, in our own bytes. */
@DefaultSerializer(ExternalizableSerializer.class) // where spark.serializer is Spark's Kryo
public final class Carried<T> implements Externalizable {
    private static final long serialVersionUID = 1;

    private T value;

    /** For Java's serialization. */
    public Carried() {}

    Carried(T value) {
        this.value = value;
    }

    T value() {
        return value;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        OwnBytes.write(out, Collections.singleton(value).iterator()); // which may be null
    }

    @Override
    @SuppressWarnings("unchecked") // what was written is read
    public void readExternal(ObjectInput in) throws IOException {
        value = (T) OwnBytes.read(in, 1).get(0);
    }
}
