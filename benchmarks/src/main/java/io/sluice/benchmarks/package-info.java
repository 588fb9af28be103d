/**
 * Measures Sluice against Spark and against programs written by hand, on the same work.
 *
 * <p>Start at {@link io.sluice.benchmarks.Bench}, the command. {@code workload} says what is compared, {@code run} runs it,
 * {@code report} writes it down; {@code spark}, {@code sluice} and {@code plain} hold the programs that are measured,
 * {@code program} what these share.
 */
package io.sluice.benchmarks;
