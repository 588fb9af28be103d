package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.source.PlanCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * Writes which offsets a batch reads. The log that it goes to has the checksum.
 *
 * <pre>
 * plan  = version  byte    1
 *         count    int     of topics
 *         topic*
 * topic = name     UTF     as DataOutput writes it
 *         id       long long, 0 0 if the brokers tell none
 *         count    int     of ranges
 *         range*
 * range = partition int, from long, until long
 * </pre>
 */
final class DirectPlanCodec implements PlanCodec<DirectPlan> {
    private static final int VERSION = 1;

    @Override
    public void write(DirectPlan plan, DataOutput out) throws IOException {
        Map<String, List<OffsetRange>> byTopic = new LinkedHashMap<>();
        for (OffsetRange range : plan.ranges()) {
            byTopic.computeIfAbsent(range.topic(), topic -> new ArrayList<>()).add(range);
        }
        out.writeByte(VERSION);
        out.writeInt(byTopic.size());
        for (Map.Entry<String, List<OffsetRange>> topic : byTopic.entrySet()) {
            Uuid id = plan.topicIds().getOrDefault(topic.getKey(), Uuid.ZERO_UUID);
            out.writeUTF(topic.getKey());
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            out.writeInt(topic.getValue().size());
            for (OffsetRange range : topic.getValue()) {
                out.writeInt(range.partition());
                out.writeLong(range.fromOffset());
                out.writeLong(range.untilOffset());
            }
        }
    }

    @Override
    public DirectPlan read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version %d of offset ranges is not known, only %d".formatted(version, VERSION));
        }
        List<OffsetRange> ranges = new ArrayList<>();
        Map<String, Uuid> ids = new HashMap<>();
        for (int topics = in.readInt(); topics > 0; topics--) {
            String name = in.readUTF();
            Uuid id = new Uuid(in.readLong(), in.readLong());
            if (!id.equals(Uuid.ZERO_UUID)) {
                ids.put(name, id);
            }
            for (int left = in.readInt(); left > 0; left--) {
                ranges.add(new OffsetRange(name, in.readInt(), in.readLong(), in.readLong()));
            }
        }
        return DirectPlan.of(ranges, ids);
    }
}
