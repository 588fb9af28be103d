/**
 * The workloads as Sluice programs. Each is the same user code as its twin in {@code io.sluice.benchmarks.spark}, up to the
 * renames; whoever changes one changes the other. {@code SluiceSoak}, {@code SluiceLatency},
 * {@code SluiceReceivedLog}, {@code SluiceRecovery} and {@code SluiceLongRun} have no twin.
 */
package io.sluice.benchmarks.sluice;
