package io.sluice;

import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A list in memory, cut into slices. */
final class CollectionSource<T> implements PartitionedSource<T> {
    private final List<Slice<T>> slices;

    CollectionSource(List<T> list, int numSlices) {
        if (numSlices < 1) {
            throw new IllegalArgumentException("a list is cut into at least one slice, got " + numSlices);
        }
        List<Slice<T>> cut = new ArrayList<>(numSlices);
        int size = list.size();
        for (int i = 0; i < numSlices; i++) {
            int from = (int) ((long) i * size / numSlices);
            int until = (int) ((long) (i + 1) * size / numSlices);
            cut.add(new Slice<>(i, new ArrayList<>(list.subList(from, until))));
        }
        slices = Collections.unmodifiableList(cut);
    }

    @Override
    public List<Slice<T>> partitions() {
        return slices;
    }

    private record Slice<T>(int index, ArrayList<T> elements) implements SourcePartition<T>, Serializable {
        @Override
        public Records<T> read(TaskContext task) {
            return new Reading<>(this, task);
        }

        @Override
        public long work() {
            return elements.size();
        }
    }

    /** One pass over a slice, which knows how far it is. */
    private static final class Reading<T> implements Records<T> {
        private final Slice<T> slice;
        private int next;

        Reading(Slice<T> slice, TaskContext task) {
            this.slice = slice;
            task.readingFrom(() -> "element %d of slice %d of a list".formatted(next - 1, slice.index()));
        }

        @Override
        public Iterator<T> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return next < slice.elements().size();
                }

                @Override
                public T next() {
                    return slice.elements().get(next++);
                }
            };
        }

        @Override
        public void forEach(Sink<? super T> sink) throws Exception {
            ArrayList<T> elements = slice.elements();
            for (int size = elements.size(); next < size; ) {
                sink.accept(elements.get(next++));
            }
        }
    }
}
