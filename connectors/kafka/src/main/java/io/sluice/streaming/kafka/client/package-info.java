/**
 * What all rooms of the connector need of Kafka's client library: parameters that are ours to set, and errors in words.
 *
 * <p>Start at {@link io.sluice.streaming.kafka.client.ClientErrors}.
 */
package io.sluice.streaming.kafka.client;
