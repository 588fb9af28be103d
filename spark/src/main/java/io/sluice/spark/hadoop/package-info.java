/**
 * Checkpoints on the file systems that Hadoop's client can reach, such as {@code hdfs:} and {@code s3a:}.
 *
 * <p>Start at {@link io.sluice.spark.hadoop.HadoopLogStorage}. Uses Hadoop's client and the storage seam of the engine, and no
 * Spark. Used by the provider beside it, which knows Spark's configuration.
 */
package io.sluice.spark.hadoop;
