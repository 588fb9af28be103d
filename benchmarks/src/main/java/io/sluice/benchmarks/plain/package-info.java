/** The same work written by hand, without any engine: what a Java programmer would get by writing it out. */
package io.sluice.benchmarks.plain;
