package io.sluice.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.ExternalizableSerializer;
import io.sluice.operator.FlatMapOperator;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * What an update of one partition emitted, as one record of Spark's: by reference on the executor where it ran, and in our own
 * bytes wherever it travels, since Spark's serialization does not take all that programs emit. Immutable.
 */
@DefaultSerializer(ExternalizableSerializer.class) // where spark.serializer is Spark's Kryo
public final class Emitted<T> implements Externalizable {
    private static final long serialVersionUID = 1;

    private List<T> records;
    private StateReport report;

    /** For Java's serialization. */
    public Emitted() {}

    Emitted(List<T> records, StateReport report) {
        this.records = records;
        this.report = report;
    }

    List<T> records() {
        return records;
    }

    /** What had become of the state then. */
    StateReport report() {
        return report;
    }

    /** From the one record to those emitted. */
    static <T> FlatMapOperator<Emitted<T>, T> unpack() {
        return new FlatMapOperator<>(emitted -> emitted.records().iterator());
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        List<Object> all = new ArrayList<>(records.size() + 1);
        all.add(report);
        all.addAll(records);
        out.writeInt(all.size());
        OwnBytes.write(out, all.iterator());
    }

    @Override
    @SuppressWarnings("unchecked") // what was written is read
    public void readExternal(ObjectInput in) throws IOException {
        List<Object> all = OwnBytes.read(in, in.readInt());
        report = (StateReport) all.get(0);
        records = (List<T>) all.subList(1, all.size());
    }
}
