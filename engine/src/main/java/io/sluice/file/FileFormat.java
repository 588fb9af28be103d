package io.sluice.file;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.storage.FileSplit;
import java.io.Serializable;

/**
 * How the records of a file are found: what an {@code InputFormat} is to Spark. Called in tasks, so it is immutable.
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface FileFormat<T> extends Serializable {
    /**
     * Opens a file, or a part of one. What must be closed is registered with {@link TaskContext#onCompletion}; where the
     * record in hand comes from is told with {@link TaskContext#readingFrom}.
     *
     * @param split all of a file, unless files of this format are {@link #splittable}
     */
    Records<T> read(FileSplit split, TaskContext task) throws Exception;

    /** Whether a part of a file can be read by itself, so that several tasks share a large file. */
    default boolean splittable() {
        return false;
    }

    /** Lines of UTF-8 text. */
    static FileFormat<String> lines() {
        return new LineFormat();
    }

    /** Records that all have the same number of bytes. A file whose length is no multiple of it fails the batch. */
    static FileFormat<byte[]> fixedLength(int recordLength) {
        return new FixedLengthFormat(recordLength);
    }

    /** One record for each file: its path and its bytes. */
    static FileFormat<Tuple2<String, byte[]>> wholeFiles() {
        return new WholeFileFormat();
    }

    /** One record for each file: its path and its text, decompressed. */
    static FileFormat<Tuple2<String, String>> wholeTexts() {
        return new WholeTextFormat();
    }

    /** One record for each file: its path, and a handle to read it with. */
    static FileFormat<Tuple2<String, PortableDataStream>> dataStreams() {
        return new DataStreamFormat();
    }

    /** The records that {@code saveAsObjectFile} saved. */
    static <T> FileFormat<T> objects() {
        return new ObjectFormat<>();
    }
}
