/**
 * Turns measurements into tables: {@link io.sluice.benchmarks.report.Section} writes one workload,
 * {@link io.sluice.benchmarks.report.ResultsFile} keeps the sections of all workloads in one file.
 */
package io.sluice.benchmarks.report;
