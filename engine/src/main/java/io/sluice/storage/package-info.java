/**
 * Local files: finding them, reading them, and saving results so that a directory appears whole or not at all.
 *
 * <p>To read: {@link io.sluice.storage.PathPattern} lists the files of a path as Spark writes paths, {@link
 * io.sluice.storage.FileSplit#plan} cuts them into partitions, and {@link io.sluice.storage.LineReader}, {@link
 * io.sluice.storage.WholeFile}, {@link io.sluice.storage.FixedRecordReader} or {@link io.sluice.storage.ObjectFileReader}
 * reads one. To save: {@link io.sluice.storage.DirectorySave} and its {@link io.sluice.storage.PartFile}s. Every
 * {@code IOException} ends in {@link io.sluice.storage.StorageErrors}, where it gets a code and its path. Used by the
 * sources and outputs of RDDs and streams, and by whatever spills.
 */
package io.sluice.storage;
