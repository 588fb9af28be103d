/**
 * Runs measured programs, each in a JVM of its own, and keeps what they printed.
 *
 * <p>Start at {@link io.sluice.benchmarks.run.Campaign}, which runs {@link io.sluice.benchmarks.run.Program}s in turn and
 * gives {@link io.sluice.benchmarks.run.Measurements}; a {@link io.sluice.benchmarks.run.Figure} is one number read from them.
 */
package io.sluice.benchmarks.run;
