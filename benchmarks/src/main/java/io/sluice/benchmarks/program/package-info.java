/**
 * What the measured programs of all sides share: stop watch, tallies, the result lines they print, and the data they make
 * for themselves. Nothing here knows Spark or Sluice, so that both are measured by the same code.
 *
 * <p>A program reports by {@link io.sluice.benchmarks.program.Figures}, one {@code key=value} line for each figure.
 */
package io.sluice.benchmarks.program;
