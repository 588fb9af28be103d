/**
 * A real standalone cluster of Spark's on this machine, whose every part is a process that can be killed: for tests and
 * benchmarks. Start at {@link io.sluice.spark.cluster.StandaloneCluster}.
 */
package io.sluice.spark.cluster;
