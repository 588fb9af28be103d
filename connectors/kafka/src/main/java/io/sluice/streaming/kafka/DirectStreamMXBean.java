package io.sluice.streaming.kafka;

import java.util.Map;

/**
 * What a direct stream shows to JMX, and so to all that collects metrics from it: how far the stream is behind its topics, as
 * of the batch that was planned last. Its name is {@code io.sluice:type=DirectStream,application="NAME",stream=NUMBER}, with the
 * number that listeners have for the stream; {@code ,instance=N} follows if the process has several of that name.
 * Listeners are told the same for each batch, in the metadata of its input.
 */
public interface DirectStreamMXBean {
    /** Records that are in the topics and in no batch yet. */
    long getLag();

    /** The same for each partition, by {@code TOPIC-PARTITION}. */
    Map<String, Long> getLagByPartition();

    /** Records that were gone before they could be read, since the start. */
    long getLostRecords();

    /** Records that were left out because they could not be deserialised, since the start. */
    long getBadRecords();
}
