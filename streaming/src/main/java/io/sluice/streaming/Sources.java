package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.file.FileFormat;
import io.sluice.function.Function;
import io.sluice.streaming.receiver.RawSocketReceiver;
import io.sluice.streaming.receiver.Receiver;
import io.sluice.streaming.receiver.SocketRecordReceiver;
import io.sluice.streaming.receiver.SocketTextReceiver;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.QueueSource;
import io.sluice.streaming.source.SourceContext;
import io.sluice.streaming.source.StreamSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;

/** Where a context's streams come from: queues, sockets, directories, receivers and sources of one's own. */
public sealed interface Sources permits StreamingContext {
    SluiceContext sluiceContext();

    /** A stream of a source of one's own: how connectors make streams. */
    <T, P extends BatchInput> InputDStream<T> stream(StreamSource<T, P> source);

    /** Like {@link #stream(StreamSource)}, for a source that uses the clock or tells listeners how it is. */
    <T, P extends BatchInput> InputDStream<T> stream(
            java.util.function.Function<SourceContext, StreamSource<T, P>> source);

    /** What a receiver of one's own stores. */
    <T> ReceiverInputDStream<T> receiverStream(Receiver<T> receiver);

    // ---- queues

    /** {@link #queueStream(Queue, boolean)}, one RDD a batch. */
    default <T> DStream<T> queueStream(Queue<Rdd<T>> queue) {
        return queueStream(queue, true);
    }

    /**
     * A stream of the RDDs in a queue; empty when the queue is. The queue is live: RDDs added later are seen. A program that
     * adds while the context runs synchronises on the queue.
     *
     * @param oneAtATime whether a batch takes one RDD, or all that are there
     */
    default <T> DStream<T> queueStream(Queue<Rdd<T>> queue, boolean oneAtATime) {
        return stream(new QueueSource<>(sluiceContext(), queue, oneAtATime, Optional.empty()));
    }

    /**
     * Like {@link #queueStream(Queue, boolean)}.
     *
     * @param defaultRdd what a batch gets when the queue is empty
     */
    default <T> DStream<T> queueStream(Queue<Rdd<T>> queue, boolean oneAtATime, Rdd<T> defaultRdd) {
        return stream(new QueueSource<>(sluiceContext(), queue, oneAtATime, Optional.ofNullable(defaultRdd)));
    }

    // ---- sockets

    /** {@link #socketTextStream(String, int, StorageLevel)}, kept in Spark's default way. */
    default ReceiverInputDStream<String> socketTextStream(String hostname, int port) {
        return socketTextStream(hostname, port, StorageLevel.MEMORY_AND_DISK_SER_2);
    }

    /**
     * The lines of UTF-8 text that a server sends. A line ends with a line feed, with or without a carriage return before it;
     * bytes that are no UTF-8 become U+FFFD. When there is no connection, or no more, that is reported to listeners and
     * the log, and tried again after {@code sluice.streaming.receiverRestartDelay}.
     */
    default ReceiverInputDStream<String> socketTextStream(String hostname, int port, StorageLevel storageLevel) {
        return receiverStream(new SocketTextReceiver(hostname, port, storageLevel));
    }

    /**
     * The records that a function makes of what a server sends. The function is called with each connection, and its records
     * are asked for one by one; when they end, the connection is closed and another one made.
     */
    default <T> ReceiverInputDStream<T> socketStream(
            String hostname, int port, Function<InputStream, Iterable<T>> converter, StorageLevel storageLevel) {
        return receiverStream(new SocketRecordReceiver<>(hostname, port, converter, storageLevel));
    }

    /** {@link #rawSocketStream(String, int, StorageLevel)}, kept in Spark's default way. */
    default <T> ReceiverInputDStream<T> rawSocketStream(String hostname, int port) {
        return rawSocketStream(hostname, port, StorageLevel.MEMORY_AND_DISK_SER_2);
    }

    /** Serialised blocks of records that a server sends, in the format of {@link io.sluice.streaming.receiver.RawBlocks}. */
    default <T> ReceiverInputDStream<T> rawSocketStream(String hostname, int port, StorageLevel storageLevel) {
        return receiverStream(new RawSocketReceiver<>(hostname, port, storageLevel));
    }

    // ---- files

    /** The lines of the text files that appear in a directory: {@link #fileStream(String, FileFormat)} of lines. */
    default InputDStream<String> textFileStream(String directory) {
        return fileStream(directory, FileFormat.lines());
    }

    /** The records of a fixed length in the files that appear in a directory; another length fails the batch. */
    default InputDStream<byte[]> binaryRecordsStream(String directory, int recordLength) {
        return fileStream(directory, FileFormat.fixedLength(recordLength));
    }

    /** {@link #fileStream(String, FileFormat, Function, boolean)} of the new files whose names do not begin with a dot. */
    default <T> InputDStream<T> fileStream(String directory, FileFormat<T> format) {
        return fileStream(
                directory, format, file -> !file.getFileName().toString().startsWith("."), true);
    }

    /**
     * The records of the files that appear in a directory, each file in one batch. Files are to be moved in when they are
     * whole. A file is read if it was modified at most {@code sluice.streaming.fileStream.minRememberDuration} before the
     * batch, and no later than it.
     *
     * @param directory a directory, or a pattern of several such as {@code /data/2026-*}; it may appear later
     * @param filter which files are read
     * @param newFilesOnly whether files that are there at the start are left alone
     */
    <T> InputDStream<T> fileStream(
            String directory, FileFormat<T> format, Function<Path, Boolean> filter, boolean newFilesOnly);
}
