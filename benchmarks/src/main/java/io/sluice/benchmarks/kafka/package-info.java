/**
 * The broker that benchmarks of Kafka run beside, in a process of its own: {@link io.sluice.benchmarks.kafka.BrokerServer}. It
 * is the same for all programs, and what it holds is made once and kept.
 */
package io.sluice.benchmarks.kafka;
