package io.sluice.streaming.kafka.direct;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** Brings offsets to a consumer group, without making anybody wait. Thread-safe unless said otherwise. */
interface GroupCommits {
    /** Commits offsets soon, after those that were given before. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback);

    /** A chance to work, on the thread that plans. */
    default void atPlan() {}

    /** Waits until all is committed, or the time is over; nothing is given any more. */
    void close(Duration timeout);

    /** Of a stream without a group. */
    static GroupCommits none() {
        return new GroupCommits() {
            @Override
            public void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
                throw new IllegalStateException(
                        "there is no consumer group to commit to: give the stream a group.id among its parameters");
            }

            @Override
            public void close(Duration timeout) {}
        };
    }
}
