package io.sluice.spark;

import io.sluice.error.StreamException;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.Operator;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.serializer.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import org.apache.spark.util.SizeEstimator;

/**
 * Packs records into chunks, to be kept.
 *
 * @param asBytes whether as bytes from the start, rather than as the objects that they are
 */
record PackOperator<T>(boolean asBytes) implements Operator<T, Chunk<T>> {
    /** Large enough to make the cost of a chunk small, and small enough for Spark, which sees chunk by chunk whether there is room. */
    private static final int CHUNK_BYTES = 1 << 16;

    private static final int MOST_OBJECTS = 1024;

    /** From the chunks to the records. */
    static <T> FlatMapOperator<Chunk<T>, T> unpack() {
        return new FlatMapOperator<>(chunk -> chunk.records().iterator());
    }

    @Override
    public Records<Chunk<T>> apply(Step step, Records<T> in) {
        String dataset = step.origin().toString();
        return () -> asBytes ? new OfBytes<>(in.iterator(), dataset) : new OfObjects<>(in.iterator(), dataset);
    }

    private abstract static class Packing<T> implements Iterator<Chunk<T>> {
        final Iterator<T> records;
        final String dataset;

        Packing(Iterator<T> records, String dataset) {
            this.records = records;
            this.dataset = dataset;
        }

        @Override
        public final boolean hasNext() {
            return records.hasNext();
        }
    }

    private static final class OfObjects<T> extends Packing<T> {
        OfObjects(Iterator<T> records, String dataset) {
            super(records, dataset);
        }

        @Override
        public Chunk<T> next() {
            T first = records.next();
            ArrayList<T> chunk = new ArrayList<>();
            chunk.add(first);
            for (int most = most(first); chunk.size() < most && records.hasNext(); ) {
                chunk.add(records.next());
            }
            chunk.trimToSize();
            return new Chunk<>(chunk, dataset);
        }

        /** The first record stands for all of its chunk. */
        private static int most(Object record) {
            long bytes = record == null ? 1 : Math.max(1, SizeEstimator.estimate(record));
            return (int) Math.max(1, Math.min(MOST_OBJECTS, CHUNK_BYTES / bytes));
        }
    }

    private static final class OfBytes<T> extends Packing<T> {
        private final LentCodec lent = LentCodec.forTask(Thread.currentThread().getContextClassLoader());

        OfBytes(Iterator<T> records, String dataset) {
            super(records, dataset);
        }

        @Override
        public Chunk<T> next() {
            lent.use();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int size = 0;
            try (RecordCodec.Writer writer = lent.codec().writer(bytes)) {
                do {
                    write(writer, records.next());
                    size++;
                } while (bytes.size() < CHUNK_BYTES && records.hasNext());
            } catch (IOException impossible) {
                throw StreamException.internal("Records of %s cannot be kept.".formatted(dataset), impossible);
            }
            return new Chunk<>(size, bytes.toByteArray());
        }

        private void write(RecordCodec.Writer writer, T record) throws IOException {
            try {
                writer.write(record);
            } catch (StreamException unfit) {
                throw Chunk.notKept(dataset, unfit);
            }
        }
    }
}
