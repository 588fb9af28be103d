package io.sluice.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.ExternalizableSerializer;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
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
 * Some records of a dataset that is kept, as one record of Spark's: the objects themselves, or their bytes, which are our own. Objects
 * become bytes when Spark writes them, and stay bytes from then on, since the thread that reads them may not know their classes;
 * the task does that asks for them. Immutable.
 */
@DefaultSerializer(ExternalizableSerializer.class) // where spark.serializer is Spark's Kryo
public final class Chunk<T> implements Externalizable {
    private static final long serialVersionUID = 1;

    private int size;
    private List<T> objects; // null if there are bytes
    private byte[] bytes; // null if there are objects
    private String dataset; // null if there are bytes

    /** For Java's serialization. */
    public Chunk() {}

    /**
     * Of objects.
     *
     * @param dataset whose they are, for errors
     */
    Chunk(List<T> objects, String dataset) {
        this.size = objects.size();
        this.objects = objects;
        this.dataset = dataset;
    }

    /** Of bytes that one writer of a portable codec wrote. */
    Chunk(int size, byte[] bytes) {
        this.size = size;
        this.bytes = bytes;
    }

    /** The records; made anew at each call if there are bytes. */
    List<T> records() {
        return objects == null ? read() : objects;
    }

    @SuppressWarnings("unchecked") // what was written is read
    private List<T> read() {
        RecordCodecs codecs = OwnBytes.codecs();
        RecordCodec codec = codecs.borrow();
        List<T> records = new ArrayList<>(size);
        try (RecordCodec.Reader reader = codec.reader(new ByteArrayInputStream(bytes))) {
            for (int i = 0; i < size; i++) {
                records.add((T) reader.read());
            }
        } catch (IOException unreadable) {
            throw StreamException.internal("Records that were kept cannot be read back.", unreadable);
        }
        codecs.giveBack(codec);
        return records;
    }

    private byte[] written() {
        RecordCodecs codecs = OwnBytes.codecs();
        RecordCodec codec = codecs.borrow();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (RecordCodec.Writer writer = codec.writer(written)) {
            for (T record : objects) {
                writer.write(record);
            }
        } catch (StreamException unfit) {
            throw notKept(dataset, unfit);
        } catch (IOException impossible) {
            throw StreamException.internal("Records of %s cannot be kept.".formatted(dataset), impossible);
        }
        codecs.giveBack(codec);
        return written.toByteArray();
    }

    /** What to say of a record that has no bytes. */
    static StreamException notKept(String dataset, StreamException unfit) {
        return unfit.code() != ErrorCode.RECORD_NOT_SERIALIZABLE
                ? unfit
                : new StreamException(
                        unfit.code(),
                        "The records of %s cannot be kept as bytes. %s".formatted(dataset, unfit.problem()),
                        "Datasets are kept as bytes on disk, with copies, at serialized levels and in checkpoints: make the class"
                                + " implement Serializable, make the field transient, or persist at MEMORY_ONLY.",
                        unfit);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        byte[] all = bytes == null ? written() : bytes;
        out.writeInt(size);
        out.writeInt(all.length);
        out.write(all);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        size = in.readInt();
        bytes = new byte[in.readInt()];
        in.readFully(bytes);
    }
}
