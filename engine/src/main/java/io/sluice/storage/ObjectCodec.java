package io.sluice.storage;

/** Turns records into bytes and back; {@link ObjectFileWriter} asks it about each record. */
public interface ObjectCodec {
    /**
     * The record as bytes.
     *
     * @throws io.sluice.error.StreamException {@code RECORD_NOT_SERIALIZABLE}
     */
    byte[] encode(Object record);

    /** The record whose bytes are {@code bytes[from .. from + length - 1]}. */
    Object decode(byte[] bytes, int from, int length);
}
