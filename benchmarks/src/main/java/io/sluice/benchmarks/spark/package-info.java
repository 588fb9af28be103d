/**
 * The workloads as Spark 4.1.0 programs. Each is the same user code as its twin in {@code io.sluice.benchmarks.sluice}, up
 * to the renames; whoever changes one changes the other.
 */
package io.sluice.benchmarks.spark;
