package io.sluice.streaming.receiver;

import io.sluice.TaskContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.operator.Records;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Records in serialised form, as {@link RawBlocks} writes them; they become objects in the task. The bytes are not looked at
 * before.
 */
final class EncodedBlock<T> implements Block<T> {
    private final BlockId id;
    private final byte[] encoded;

    EncodedBlock(BlockId id, byte[] encoded) {
        this.id = id;
        this.encoded = encoded;
    }

    byte[] encoded() {
        return encoded;
    }

    @Override
    public BlockId id() {
        return id;
    }

    @Override
    public long records() {
        return -1;
    }

    @Override
    public long bytes() {
        return encoded.length;
    }

    @Override
    public Records<T> read(TaskContext task) {
        return () -> new Decoding<>(this, task);
    }

    /** One pass over a block. */
    private static final class Decoding<T> implements Iterator<T> {
        private final BlockId id;
        private final RecordCodec.Reader reader;
        private long decoded;
        private boolean read;
        private boolean over;
        private T next;

        Decoding(EncodedBlock<T> block, TaskContext task) throws IOException {
            id = block.id;
            over = block.encoded.length == 0;
            reader = over ? null : open(block);
            if (!over) {
                task.onCompletion(reader);
            }
            task.readingFrom(() -> "record %d of %s".formatted(decoded - 1, id));
        }

        private static RecordCodec.Reader open(EncodedBlock<?> block) {
            RecordCodecs codecs = RecordCodecs.java(Thread.currentThread().getContextClassLoader());
            try {
                return codecs.borrow().reader(new ByteArrayInputStream(block.encoded));
            } catch (IOException notEncoded) {
                throw corrupt(block.id(), 0, notEncoded);
            }
        }

        @Override
        @SuppressWarnings("unchecked") // the sender promises Ts
        public boolean hasNext() {
            if (!read && !over) {
                try {
                    next = (T) reader.read();
                    read = true;
                } catch (EOFException end) {
                    over = true;
                } catch (IOException | RuntimeException notEncoded) {
                    throw corrupt(id, decoded, notEncoded);
                }
            }
            return read;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            read = false;
            decoded++;
            return next;
        }
    }

    private static StreamException corrupt(BlockId id, long record, Exception cause) {
        return new StreamException(
                ErrorCode.INPUT_CORRUPT,
                "Record %d of %s cannot be decoded: %s.".formatted(record, id, cause),
                "Have the sender write blocks as RawBlocks does, with the same classes.",
                cause);
    }
}
