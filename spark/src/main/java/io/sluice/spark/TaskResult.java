package io.sluice.spark;

import java.nio.ByteBuffer;
import org.apache.spark.serializer.SerializerInstance;

/** What a task gave, on its way to the driver: in our own bytes, since Spark's serialization does not take all we may give. */
final class TaskResult {
    private TaskResult() {}

    static <R> byte[] bytes(R result) {
        ByteBuffer bytes = serializer().serialize(result, Scala.tag());
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    static Object read(byte[] bytes) {
        return serializer().deserialize(ByteBuffer.wrap(bytes), Scala.tag());
    }

    private static SerializerInstance serializer() {
        return new RecordSerializer().newInstance();
    }
}
