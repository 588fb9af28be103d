/**
 * Files as datasets: {@link io.sluice.file.FileFormat} says how records are found in a file, {@link
 * io.sluice.file.FileSource} makes partitions of files. The files themselves are read and written by {@code storage}. Used by the RDD API, and by streams of files.
 */
package io.sluice.file;
