/** The inner loops that the word count spends its time in, measured alone with JMH. */
package io.sluice.benchmarks.micro;
