/** Makes the input files of the benchmarks: the same bytes on every machine, made once and kept. */
package io.sluice.benchmarks.data;
