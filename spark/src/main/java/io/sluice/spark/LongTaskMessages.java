package io.sluice.spark;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What long tasks and their driver tell each other, as bytes. Stateless. */
final class LongTaskMessages {
    private LongTaskMessages() {}

    static byte[] bytes(Object message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordCodec.Writer writer = RecordCodecs.java(
                        Thread.currentThread().getContextClassLoader())
                .borrow()
                .writer(bytes)) {
            writer.write(message);
        } catch (IOException impossible) {
            throw new IllegalStateException("an array refused bytes", impossible);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] bytes, ClassLoader loader) {
        try (RecordCodec.Reader reader = RecordCodecs.java(loader).borrow().reader(new ByteArrayInputStream(bytes))) {
            return reader.read();
        } catch (IOException broken) {
            throw new IllegalStateException("a message of a long task cannot be read", broken);
        }
    }
}
