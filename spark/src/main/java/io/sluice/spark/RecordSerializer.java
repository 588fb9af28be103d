package io.sluice.spark;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * Records in Spark's shuffles in the way of the embedded engine, so that a program's records, {@link java.util.Optional} and Java
 * records among them, go through both, whatever {@code spark.serializer} says.
 */
public final class RecordSerializer extends Serializer implements Serializable {
    @Override
    public SerializerInstance newInstance() {
        ClassLoader loader = defaultClassLoader().isDefined()
                ? defaultClassLoader().get()
                : Thread.currentThread().getContextClassLoader();
        return new Instance(loader);
    }

    /** Every record stands for itself. */
    @Override
    public boolean supportsRelocationOfSerializedObjects() {
        return true;
    }

    /** Confined to a task, as Spark has it. */
    private static final class Instance extends SerializerInstance {
        private final ClassLoader loader;
        private LentCodec ofStreams;

        Instance(ClassLoader loader) {
            this.loader = loader;
        }

        private LentCodec ofStreams() {
            if (ofStreams == null) {
                ofStreams = LentCodec.forTask(loader);
            }
            return ofStreams;
        }

        @Override
        public <T> ByteBuffer serialize(T record, ClassTag<T> tag) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            RecordCodecs codecs = CodecPool.of(loader);
            RecordCodec codec = codecs.borrow();
            try (RecordCodec.Writer out = codec.writer(bytes)) {
                out.write(record);
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
            codecs.giveBack(codec);
            return ByteBuffer.wrap(bytes.toByteArray());
        }

        @Override
        @SuppressWarnings("unchecked") // the bytes are those of a T
        public <T> T deserialize(ByteBuffer bytes, ClassTag<T> tag) {
            return (T) read(bytes, CodecPool.of(loader));
        }

        @Override
        @SuppressWarnings("unchecked") // as above
        public <T> T deserialize(ByteBuffer bytes, ClassLoader other, ClassTag<T> tag) {
            return (T) read(bytes, CodecPool.of(other));
        }

        private static Object read(ByteBuffer bytes, RecordCodecs codecs) {
            byte[] array = new byte[bytes.remaining()];
            bytes.duplicate().get(array);
            RecordCodec codec = codecs.borrow();
            try (RecordCodec.Reader in = codec.reader(new ByteArrayInputStream(array))) {
                Object record = in.read();
                codecs.giveBack(codec);
                return record;
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
        }

        @Override
        public SerializationStream serializeStream(OutputStream out) {
            try {
                return new Writing(ofStreams(), out);
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
        }

        @Override
        public DeserializationStream deserializeStream(InputStream in) {
            try {
                return new Reading(ofStreams(), in);
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
        }
    }

    private static final class Writing extends SerializationStream {
        private final LentCodec lent;
        private final RecordCodec.Writer out;

        Writing(LentCodec lent, OutputStream out) throws IOException {
            this.lent = lent;
            this.out = lent.codec().writer(out);
        }

        @Override
        public <T> SerializationStream writeObject(T record, ClassTag<T> tag) {
            lent.use();
            try {
                out.write(record);
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
            return this;
        }

        @Override
        public void flush() {
            try {
                out.flush();
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
        }
    }

    private static final class Reading extends DeserializationStream {
        private final LentCodec lent;
        private final RecordCodec.Reader in;

        Reading(LentCodec lent, InputStream in) throws IOException {
            this.lent = lent;
            this.in = lent.codec().reader(in);
        }

        @Override
        @SuppressWarnings("unchecked") // what was written is read
        public <T> T readObject(ClassTag<T> tag) {
            lent.use();
            try {
                return (T) in.read();
            } catch (IOException endOrFailed) {
                throw SparkInternals.<RuntimeException>unchanged(endOrFailed);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException failed) {
                throw SparkInternals.<RuntimeException>unchanged(failed);
            }
        }
    }
}
