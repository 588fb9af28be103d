package io.sluice.spark;

import io.sluice.operator.FlatMapOperator;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordCodec.Writer writer = codec().writer(bytes)) {
            for (T record : records) {
                writer.write(record);
            }
        }
        out.writeObject(report);
        out.writeInt(records.size());
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
    }

    @Override
    @SuppressWarnings("unchecked") // what was written is read
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        report = (StateReport) in.readObject();
        int count = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        records = new ArrayList<>(count);
        try (RecordCodec.Reader reader = codec().reader(new ByteArrayInputStream(bytes))) {
            for (int i = 0; i < count; i++) {
                records.add((T) reader.read());
            }
        }
    }

    private static RecordCodec codec() {
        return RecordCodecs.portable(Thread.currentThread().getContextClassLoader())
                .borrow();
    }
}
