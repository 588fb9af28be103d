/** Kafka topics as streams and as sinks, under the names of Spark's {@code spark-streaming-kafka-0-10}. */
package io.sluice.streaming.kafka;
