/**
 * The workloads: which programs each compares, with which flags, how their figures are read, and the bars they must meet.
 * {@link io.sluice.benchmarks.workload.Workloads} lists them.
 */
package io.sluice.benchmarks.workload;
