/**
 * Topics as streams of a consumer group, received in advance: what is fetched is stored, and then committed to the group. Start
 * at {@link io.sluice.streaming.kafka.receiver.KafkaReceiver}, which {@code KafkaUtils.createStream} gives to a context.
 */
package io.sluice.streaming.kafka.receiver;
