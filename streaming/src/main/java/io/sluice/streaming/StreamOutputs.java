package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.Rdd;
import io.sluice.SavedFiles;
import io.sluice.function.VoidFunction;
import io.sluice.function.VoidFunction2;
import io.sluice.storage.Compression;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.sink.BatchSink;
import io.sluice.streaming.sink.SinkGuarantee;

/**
 * What a program does with each batch of a stream, of any kind.
 *
 * @param <T> the records
 * @param <R> the kind of RDD that a batch is
 */
abstract sealed class StreamOutputs<T, R> permits DStreamLike {
    private static final int PRINTED_RECORDS = 10;

    final StreamingContext streaming;
    final StreamNode<T> node;

    StreamOutputs(StreamingContext streaming, StreamNode<T> node) {
        this.streaming = streaming;
        this.node = node;
    }

    /** The RDD of a batch as this kind of stream has it. */
    abstract R wrapRDD(Rdd<T> rdd);

    /** Calls {@code f} with the RDD of each batch, in the program's own process: the output that all others are made of. */
    public OutputOperation foreachRDD(VoidFunction<R> f) {
        requireNonNull(f, "f");
        return foreachRDD((rdd, time) -> f.call(rdd));
    }

    public OutputOperation foreachRDD(VoidFunction2<R, Time> f) {
        requireNonNull(f, "f");
        return output("a function", SinkGuarantee.REPEATS, (rdd, batch) -> f.call(wrapRDD(rdd), batch.time()));
    }

    /**
     * Calls {@code f} with the RDD of each batch and what names its results. A batch that runs again, after a failure or a
     * restart, comes with the same records in the same partitions under the same token, so that results which are stored
     * in one transaction with {@link Batch#token} count once: {@link io.sluice.streaming.sink.JdbcSink} does that.
     */
    public OutputOperation foreachBatch(VoidFunction2<? super R, Batch> f) {
        requireNonNull(f, "f");
        VoidFunction2<Rdd<T>, Batch> action = (rdd, batch) -> f.call(wrapRDD(rdd), batch);
        return f instanceof BatchSink<?> sink
                ? output(sink.description(), sink.guarantee(), action)
                : output("a function", SinkGuarantee.TOKEN_GIVEN, action);
    }

    private OutputOperation output(String target, SinkGuarantee guarantee, VoidFunction2<Rdd<T>, Batch> action) {
        return new OutputOperation(Output.register(node, target, guarantee, action));
    }

    /** Prints the first 10 records of each batch. */
    public OutputOperation print() {
        return print(PRINTED_RECORDS);
    }

    /** Prints the first {@code num} records of each batch under its time, and dots if there are more. */
    public OutputOperation print(int num) {
        return output(
                "standard output",
                SinkGuarantee.REPEATS,
                (rdd, batch) -> Printing.print(System.out, rdd, batch.time(), num));
    }

    /**
     * Saves each batch as text in a directory {@code prefix-TIME[.suffix]}, the time in milliseconds. A batch that runs again
     * replaces its directory.
     */
    public OutputOperation saveAsTextFiles(String prefix, String suffix) {
        requireNonNull(prefix, "prefix");
        return saved(prefix, suffix, (rdd, directory) -> SavedFiles.text(rdd, directory, Compression.NONE, true));
    }

    public OutputOperation saveAsTextFiles(String prefix) {
        return saveAsTextFiles(prefix, "");
    }

    /** Saves each batch as {@link #saveAsTextFiles(String, String)} does, as serialized records. */
    public OutputOperation saveAsObjectFiles(String prefix, String suffix) {
        requireNonNull(prefix, "prefix");
        return saved(prefix, suffix, (rdd, directory) -> SavedFiles.objects(rdd, directory, true));
    }

    private OutputOperation saved(String prefix, String suffix, VoidFunction2<Rdd<T>, String> save) {
        return output(
                "files " + prefix + "-TIME",
                SinkGuarantee.IDEMPOTENT,
                (rdd, batch) -> save.call(rdd, BatchDirectory.of(prefix, suffix, batch.time())));
    }

    public OutputOperation saveAsObjectFiles(String prefix) {
        return saveAsObjectFiles(prefix, "");
    }
}
