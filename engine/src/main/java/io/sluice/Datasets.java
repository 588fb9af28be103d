package io.sluice;

import io.sluice.file.FileFormat;
import io.sluice.file.FileSource;
import io.sluice.file.PortableDataStream;
import io.sluice.lineage.PartitionedSource;
import java.util.List;

/** RDDs of what is in the program's memory or in files. */
public sealed interface Datasets permits SluiceContext {
    /** How many partitions data gets when the program does not say: the number of worker threads, or the setting. */
    int defaultParallelism();

    /** How many partitions a file is cut into at least when the program does not say. */
    int defaultMinPartitions();

    /** The records of a source of one's own: how connectors make RDDs. */
    <T> Rdd<T> fromSource(PartitionedSource<T> source);

    // ---- of the program's own

    /** The list's elements, cut into {@link #defaultParallelism()} partitions. The list is copied. */
    default <T> Rdd<T> parallelize(List<T> list) {
        return parallelize(list, defaultParallelism());
    }

    /** The list's elements, cut into {@code numSlices} partitions of nearly the same size, in order. The list is copied. */
    default <T> Rdd<T> parallelize(List<T> list, int numSlices) {
        return fromSource(new CollectionSource<>(list, numSlices));
    }

    default <K, V> PairRdd<K, V> parallelizePairs(List<Tuple2<K, V>> list) {
        return parallelizePairs(list, defaultParallelism());
    }

    default <K, V> PairRdd<K, V> parallelizePairs(List<Tuple2<K, V>> list, int numSlices) {
        return PairRdd.fromRdd(parallelize(list, numSlices));
    }

    default DoubleRdd parallelizeDoubles(List<Double> list) {
        return parallelizeDoubles(list, defaultParallelism());
    }

    default DoubleRdd parallelizeDoubles(List<Double> list, int numSlices) {
        return DoubleRdd.fromRdd(parallelize(list, numSlices));
    }

    /** An RDD of no partitions. */
    default <T> Rdd<T> emptyRDD() {
        return fromSource(List::of);
    }

    // ---- of files

    /** The lines of text files, in at least {@link #defaultMinPartitions()} partitions if they are large enough. */
    default Rdd<String> textFile(String path) {
        return textFile(path, defaultMinPartitions());
    }

    /**
     * The lines of text files. Files that end in {@code .gz} or {@code .zst} are decompressed.
     *
     * @param path a file, a directory, a pattern, or several with commas between them, as {@link
     *     io.sluice.storage.PathPattern} says; the first action finds out whether it is there
     */
    default Rdd<String> textFile(String path, int minPartitions) {
        return fromSource(new FileSource<>(path, FileFormat.lines(), minPartitions));
    }

    /** {@link #wholeTextFiles(String, int)} */
    default PairRdd<String, String> wholeTextFiles(String path) {
        return wholeTextFiles(path, defaultMinPartitions());
    }

    /** Text files as records: path and text of each, small ones several to a partition. */
    default PairRdd<String, String> wholeTextFiles(String path, int minPartitions) {
        return PairRdd.fromRdd(fromSource(new FileSource<>(path, FileFormat.wholeTexts(), minPartitions)));
    }

    /** {@link #binaryFiles(String, int)} */
    default PairRdd<String, PortableDataStream> binaryFiles(String path) {
        return binaryFiles(path, defaultMinPartitions());
    }

    /** Files as records: path of each, and a handle to read it in a task, small ones several to a partition. */
    default PairRdd<String, PortableDataStream> binaryFiles(String path, int minPartitions) {
        return PairRdd.fromRdd(fromSource(new FileSource<>(path, FileFormat.dataStreams(), minPartitions)));
    }

    /** The records of files in which all records have the same number of bytes. */
    default Rdd<byte[]> binaryRecords(String path, int recordLength) {
        return fromSource(new FileSource<>(path, FileFormat.fixedLength(recordLength), defaultMinPartitions()));
    }

    /** {@link #objectFile(String, int)} */
    default <T> Rdd<T> objectFile(String path) {
        return objectFile(path, defaultMinPartitions());
    }

    /** The records that {@link RddActions#saveAsObjectFile} saved. A file is read by one task. */
    default <T> Rdd<T> objectFile(String path, int minPartitions) {
        return fromSource(new FileSource<T>(path, FileFormat.objects(), minPartitions));
    }
}
