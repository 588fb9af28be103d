/**
 * The engine that runs programs on an existing Spark cluster: it interprets the same lineage as the embedded one, as RDDs of
 * Spark Core. Spark's streaming is not used. Start at {@link io.sluice.spark.SparkPlan}, one method a node; {@link
 * io.sluice.spark.SparkEngine} runs jobs on what it makes. Who looks for something finds it among these:
 *
 * <ul>
 *   <li>jobs, their names in Spark's pages, and their end: {@code RunningJobs}, {@code JobProperties}, {@code Shown}, {@code
 *       BeforeSparkEnds}; what their tasks do and give: {@code JobBody}, {@code TaskResult}, {@code JobResults};
 *   <li>RDDs: {@code ChainRdd}, {@code SourceRdd}, {@code ZippedRdd}, {@code GroupedRdd}, {@code StateRdd}, {@code
 *       StateEntriesRdd}, {@code LongTaskRdd}; chains of operators between them: {@code Piped}, {@code Chain}, {@code Link};
 *   <li>shuffles: {@code ByKey}, {@code Combining}, {@code SpillingAggregator}, {@code RecordSerializer}; our own bytes in Spark's
 *       streams: {@code OwnBytes}, {@code CodecPool}, {@code LentCodec};
 *   <li>what Spark keeps: {@code Chunk}, {@code PackOperator}, {@code CheckpointsOnSpark}, {@code SparkBroadcast}, {@code Levels};
 *   <li>what runs on executors, sent as {@code TaskCode} and opened in a {@code TaskScope}; what is added there: {@code
 *       Accumulators}, {@code AddedInTask}; what goes wrong there: {@code Guarded}, {@code TaskFailures}, {@code PortableFailures};
 *   <li>state, at the driver {@code DriverStates} and {@code StateReports}, on executors {@code ExecutorStates}, {@code
 *       HeldPartitions} and {@code HeldPartition}, and what an update gives, {@code Emitted};
 *   <li>tasks that run as long as the program, such as receivers: {@code LongTasksOnSpark}, {@code LongTaskRun}, {@code
 *       ExecutorSite}; executors that come and go: {@code ExecutorsOnSpark};
 *   <li>how a program meets Spark: {@code SparkEngineProvider}, {@code ClusterSettings}, {@code ProgramJars}, and {@link
 *       io.sluice.spark.OnSpark} for those that have a Spark context already;
 *   <li>what Spark promises nobody: {@code SparkInternals}, and nowhere else; what Scala asks of Java: {@code Scala}, {@code Pairs}.
 * </ul>
 */
package io.sluice.spark;
