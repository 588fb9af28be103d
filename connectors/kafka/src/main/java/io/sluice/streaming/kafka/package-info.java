/**
 * Kafka topics as streams and as sinks, under the names of Spark's {@code spark-streaming-kafka-0-10}.
 *
 * <p>Start at {@link io.sluice.streaming.kafka.KafkaUtils}. Topics are read in {@code direct} or by a group in {@code receiver};
 * {@code record} makes records of bytes, and {@code client} has what all of them need of the client library.
 */
package io.sluice.streaming.kafka;
