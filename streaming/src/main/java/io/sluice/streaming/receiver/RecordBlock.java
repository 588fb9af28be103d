package io.sluice.streaming.receiver;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Records as the objects that were stored. */
final class RecordBlock<T> implements Block<T>, Iterable<T> {
    private final BlockId id;
    private final Object[][] parts;
    private final long records;
    private final long bytes;

    RecordBlock(BlockId id, List<Object[]> parts, long bytes) {
        this.id = id;
        this.parts = parts.toArray(new Object[0][]);
        this.records = parts.stream().mapToLong(part -> part.length).sum();
        this.bytes = bytes;
    }

    @Override
    public BlockId id() {
        return id;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Records<T> read(TaskContext task) {
        Reading<T> reading = new Reading<>(this);
        task.readingFrom(() -> "record %d of %s".formatted(reading.before + reading.next - 1, id));
        return reading;
    }

    @Override
    public Iterator<T> iterator() {
        return new Reading<>(this).iterator();
    }

    /** One pass over a block, which knows how far it is. */
    private static final class Reading<T> implements Records<T> {
        private final Object[][] parts;
        private int part;
        private int next;
        private long before;

        Reading(RecordBlock<T> block) {
            parts = block.parts;
        }

        @Override
        public Iterator<T> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    while (part < parts.length && next == parts[part].length) {
                        nextPart();
                    }
                    return part < parts.length;
                }

                @Override
                @SuppressWarnings("unchecked") // only Ts are stored
                public T next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return (T) parts[part][next++];
                }
            };
        }

        @Override
        @SuppressWarnings("unchecked") // only Ts are stored
        public void forEach(Sink<? super T> sink) throws Exception {
            for (; part < parts.length; nextPart()) {
                Object[] records = parts[part];
                while (next < records.length) {
                    sink.accept((T) records[next++]);
                }
            }
        }

        private void nextPart() {
            before += parts[part].length;
            part++;
            next = 0;
        }
    }
}
