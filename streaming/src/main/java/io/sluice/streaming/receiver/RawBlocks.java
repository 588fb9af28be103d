package io.sluice.streaming.receiver;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The format that {@code rawSocketStream} reads and {@link Receiver#store(java.nio.ByteBuffer)} takes, for those who send it.
 *
 * <p>A block is a Java object stream: the bytes that one {@link java.io.ObjectOutputStream} wrote, one {@code writeObject} or
 * {@code writeUnshared} for each record. On a socket each block comes after its length in bytes, an {@code int} with the
 * highest byte first.
 */
public final class RawBlocks {
    private RawBlocks() {}

    /** Encodes records as one block. */
    public static byte[] encode(Iterable<?> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordCodec.Writer writer = RecordCodecs.java(
                        Thread.currentThread().getContextClassLoader())
                .borrow()
                .writer(bytes)) {
            for (Object record : records) {
                writer.write(record);
            }
        }
        return bytes.toByteArray();
    }

    /** Sends records as one block, with its length before it. */
    public static void send(OutputStream socket, Iterable<?> records) throws IOException {
        byte[] block = encode(records);
        DataOutputStream out = new DataOutputStream(socket);
        out.writeInt(block.length);
        out.write(block);
        out.flush();
    }
}
