package io.sluice.streaming.kafka.sink;

import io.sluice.streaming.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * That a partition of a batch is in its topics: a record of the {@link Ledger}. That of partition -1 says that a program has begun
 * to write the output; the last such record is of the program that has it. Immutable.
 *
 * <p>Key: version (byte, 1), application (UTF), output (UTF), partition (int). Value: version (byte, 1), time of the batch in
 * milliseconds since 1970 (long), number of partitions of the batch (int), CRC32C of the key and of the value before it (int).
 * Numbers are big-endian, UTF is that of {@link java.io.DataOutput#writeUTF}. Compaction keeps the last token of each key.
 *
 * @param time of the batch, in milliseconds since 1970
 * @param partitions how many partitions the batch had
 */
record Token(String application, String output, int partition, long time, int partitions) {
    private static final byte VERSION = 1;
    private static final int VALUE_BYTES = 17;
    private static final int OWNER = -1;

    static Token of(Batch batch, int partition, int partitions) {
        return new Token(
                batch.application(), batch.output(), partition, batch.time().milliseconds(), partitions);
    }

    /** That a program has the output, from this batch on, which is its first. */
    static Token ofOwner(Batch batch) {
        return of(batch, OWNER, 0);
    }

    boolean isOwner() {
        return partition == OWNER;
    }

    boolean isOf(Batch batch) {
        return application.equals(batch.application()) && output.equals(batch.output());
    }

    byte[] key() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(application);
            out.writeUTF(output);
            out.writeInt(partition);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    byte[] value() {
        ByteBuffer value =
                ByteBuffer.allocate(VALUE_BYTES).put(VERSION).putLong(time).putInt(partitions);
        return value.putInt(checksum(key(), value.array())).array();
    }

    /** What {@link #key} and {@link #value} made; none if these bytes are no token of this version. */
    static Optional<Token> read(byte[] key, byte[] value) {
        if (key == null || value == null || value.length != VALUE_BYTES || value[0] != VERSION || key[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(value, 1, VALUE_BYTES - 1);
        long time = numbers.getLong();
        int partitions = numbers.getInt();
        if (numbers.getInt() != checksum(key, value)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(key, 1, key.length - 1))) {
            return Optional.of(new Token(in.readUTF(), in.readUTF(), in.readInt(), time, partitions));
        } catch (IOException noToken) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] key, byte[] value) {
        CRC32C checksum = new CRC32C();
        checksum.update(key);
        checksum.update(value, 0, VALUE_BYTES - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
