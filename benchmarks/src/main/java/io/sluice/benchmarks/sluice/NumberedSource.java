package io.sluice.benchmarks.sluice;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.streaming.source.StreamSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Records that follow from the number of the batch alone, so that a batch can be replayed; numbers count from 0, over
 * restarts too.
 */
final class NumberedSource<T> implements StreamSource<T, NumberedSource.Numbered> {
    private final LongFunction<Rdd<T>> records;
    private volatile Optional<Time> firstPlanned = Optional.empty();
    private long next;

    NumberedSource(LongFunction<Rdd<T>> records) {
        this.records = records;
    }

    /** The number of a batch. */
    record Numbered(long number) implements BatchInput {
        @Override
        public long records() {
            return -1;
        }

        @Override
        public String description() {
            return "number " + number;
        }
    }

    private enum Codec implements PlanCodec<Numbered> {
        INSTANCE;

        private static final int VERSION = 1;

        @Override
        public void write(Numbered plan, DataOutput out) throws IOException {
            out.writeByte(VERSION);
            out.writeLong(plan.number());
        }

        @Override
        public Numbered read(DataInput in) throws IOException {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("a numbered batch in version " + version);
            }
            return new Numbered(in.readLong());
        }
    }

    @Override
    public String name() {
        return "numbered batches";
    }

    @Override
    public Optional<PlanCodec<Numbered>> planCodec() {
        return Optional.of(Codec.INSTANCE);
    }

    @Override
    public void resume(SourceCheckpoint<Numbered> checkpoint) {
        next = checkpoint
                .memory()
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
        for (Numbered plan : checkpoint.plans().values()) {
            next = Math.max(next, plan.number() + 1);
        }
    }

    @Override
    public byte[] memory() {
        return ByteBuffer.allocate(Long.BYTES).putLong(next).array();
    }

    @Override
    public Optional<Numbered> plan(Time time) {
        if (firstPlanned.isEmpty()) {
            firstPlanned = Optional.of(time);
        }
        return Optional.of(new Numbered(next++));
    }

    @Override
    public Rdd<T> rdd(Numbered input) {
        return records.apply(input.number());
    }

    /** Whether a batch is new, and not one that an earlier run of the program planned; asked when the batch runs. */
    boolean isNew(Time time) {
        return firstPlanned.isPresent() && !time.less(firstPlanned.get());
    }
}
