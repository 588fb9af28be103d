package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.OffsetRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Where each topic partition goes on: after what was planned last. Confined to the thread that plans.
 *
 * <p>In the memory of the checkpoint they stand as
 *
 * <pre>
 * memory = version byte 1, planned long, plan
 * </pre>
 *
 * where {@code planned} is the time of the last batch they take account of, in milliseconds, and the plan is that of {@link
 * DirectPlanCodec} with empty ranges.
 */
final class Positions {
    private static final int VERSION = 1;
    private static final DirectPlanCodec PLANS = new DirectPlanCodec();

    private final SortedMap<TopicPartition, Long> offsets = new TreeMap<>(PartitionOrder.BY_TOPIC);
    private final Map<String, Uuid> topicIds = new HashMap<>();
    private long planned = Long.MIN_VALUE;

    /** The next offset of each partition, in the order of the RDDs' partitions. */
    SortedMap<TopicPartition, Long> offsets() {
        return offsets;
    }

    Map<String, Uuid> topicIds() {
        return topicIds;
    }

    void put(TopicPartition partition, long offset) {
        offsets.put(partition, offset);
    }

    boolean reads(String topic) {
        return offsets.keySet().stream().anyMatch(partition -> partition.topic().equals(topic));
    }

    /** Forgets where the partitions of a topic were. */
    void leave(String topic) {
        offsets.keySet().removeIf(partition -> partition.topic().equals(topic));
        topicIds.remove(topic);
    }

    /** A plan was made. */
    void advance(Time time, DirectPlan plan) {
        planned = time.milliseconds();
        plan.ranges().forEach(range -> offsets.put(range.topicPartition(), range.untilOffset()));
        topicIds.putAll(plan.topicIds());
    }

    byte[] write() {
        List<OffsetRange> ranges = offsets.entrySet().stream()
                .map(each -> OffsetRange.create(each.getKey(), each.getValue(), each.getValue()))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(planned);
            PLANS.write(DirectPlan.of(ranges, topicIds), out);
        } catch (IOException impossible) {
            throw new AssertionError("an array takes all bytes", impossible);
        }
        return bytes.toByteArray();
    }

    /** Takes up what {@link #write} wrote. */
    void read(byte[] memory) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(memory));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version %d of positions is not known, only %d".formatted(version, VERSION));
        }
        long time = in.readLong();
        advance(new Time(time), PLANS.read(in));
    }

    /** Takes up plans made since. */
    void replay(SortedMap<Time, DirectPlan> plans) {
        plans.forEach((time, plan) -> {
            if (time.milliseconds() > planned) {
                advance(time, plan);
            }
        });
    }
}
