package io.sluice.embedded.shuffle;

import io.sluice.HashPartitioner;
import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.embedded.memory.MemoryShare;
import io.sluice.embedded.memory.SampledSize;
import io.sluice.embedded.memory.SizeEstimator;
import io.sluice.engine.KeyRules;

/** Rows of one map task, collected for each reducer and charged to a share. Confined. */
final class RowCollector {
    /** Writes rows out. */
    @FunctionalInterface
    interface Overflow {
        void spill(RowsPart rows);
    }

    private static final int REFERENCE = SizeEstimator.referenceBytes();

    private final Partitioner partitioner;
    private final MemoryShare share;
    private final Overflow overflow;
    private final boolean hashed;
    private final SampledSize size = new SampledSize();
    private RowBuffer[] buffers;
    private long count;
    private Class<?> lastKeyClass;

    RowCollector(Partitioner partitioner, MemoryShare share, Overflow overflow) {
        this.partitioner = partitioner;
        this.share = share;
        this.overflow = overflow;
        this.hashed = partitioner instanceof HashPartitioner;
        this.buffers = new RowBuffer[partitioner.numPartitions()];
    }

    void add(Tuple2<?, ?> row) {
        Object key = row._1();
        if (hashed && key != null && key.getClass() != lastKeyClass) {
            lastKeyClass = key.getClass();
            KeyRules.requireHash(lastKeyClass);
        }
        int reducer = Partitioning.partition(partitioner, buffers.length, key);
        RowBuffer buffer = buffers[reducer];
        if (buffer == null) {
            buffer = new RowBuffer();
            buffers[reducer] = buffer;
        }
        buffer.add(row);
        count++;
        if (size.add(row) && !share.ensure(size.bytes() + count * REFERENCE)) {
            spill();
        }
    }

    RowsPart handOver() {
        RowsPart part = new RowsPart(buffers);
        share.shrinkTo(size.bytes() + count * REFERENCE);
        buffers = null;
        return part;
    }

    private void spill() {
        overflow.spill(new RowsPart(buffers));
        buffers = new RowBuffer[buffers.length];
        count = 0;
        size.reset();
        share.shrinkTo(0);
    }
}
