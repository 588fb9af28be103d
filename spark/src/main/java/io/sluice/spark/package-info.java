/**
 * The engine that runs programs on an existing Spark cluster: it interprets the same lineage as the embedded one, as RDDs of
 * Spark Core. Start at {@link io.sluice.spark.SparkPlan}, one method a node; {@link io.sluice.spark.SparkEngine} runs jobs on what
 * it makes. What runs on executors is a {@link io.sluice.spark.TaskCode}, opened in a {@link io.sluice.spark.TaskScope}.
 * Spark's streaming is not used.
 */
package io.sluice.spark;
