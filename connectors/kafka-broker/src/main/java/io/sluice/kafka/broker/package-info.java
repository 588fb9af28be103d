/**
 * A real Kafka broker inside this JVM: for tests, for the quickstart when no broker is named, and for benchmarks. Start at
 * {@link io.sluice.kafka.broker.KafkaBroker}. No program needs this module to read or write topics.
 */
package io.sluice.kafka.broker;
