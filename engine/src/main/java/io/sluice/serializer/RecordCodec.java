package io.sluice.serializer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes objects of any class to streams and reads them back, null included. Several streams may be open at once. Confined
 * to the task that borrowed it.
 */
public interface RecordCodec {
    /** Starts a stream of records; closing it closes {@code out}. */
    Writer writer(OutputStream out) throws IOException;

    /** Continues with what a writer of the same {@link RecordCodecs} wrote; closing it closes {@code in}. */
    Reader reader(InputStream in) throws IOException;

    /** An equal object that shares nothing mutable with {@code record}. */
    <T> T copy(T record);

    /** Takes records. Confined. */
    interface Writer extends Closeable {
        /**
         * Appends one object.
         *
         * @throws io.sluice.error.StreamException {@code RECORD_NOT_SERIALIZABLE}, naming the path to the culprit
         */
        void write(Object record) throws IOException;

        /** Hands what is buffered to the stream below. */
        void flush() throws IOException;
    }

    /** Gives records. Confined. */
    interface Reader extends Closeable {
        /**
         * The next object.
         *
         * @throws java.io.EOFException if there is none
         */
        Object read() throws IOException;
    }
}
