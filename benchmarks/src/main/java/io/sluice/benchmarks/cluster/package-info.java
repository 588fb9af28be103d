/**
 * Programs that run on a Spark cluster, Sluice's and those written for Spark by hand, and the cluster that they run on: {@link
 * io.sluice.benchmarks.cluster.ClusterServer}, in processes of its own.
 */
package io.sluice.benchmarks.cluster;
