package io.sluice.testkit;

import io.sluice.streaming.DStream;
import java.util.Arrays;
import java.util.List;

/**
 * A stream whose records a test gives. Records fed before a batch belong to that batch; a batch that nothing was fed for is
 * empty. Each call of {@code feed} makes one partition. Thread-safe.
 *
 * @param <T> the records
 */
public final class FedStream<T> {
    private final FedSource<T> source;
    private final DStream<T> stream;

    FedStream(FedSource<T> source, DStream<T> stream) {
        this.source = source;
        this.stream = stream;
    }

    /** The stream, for the program under test. */
    public DStream<T> stream() {
        return stream;
    }

    /** Adds records to the next batch, as a partition. Null is a record too. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final FedStream<T> feed(T... records) {
        source.feed(Arrays.asList(records));
        return this;
    }

    /** Adds records to the next batch, as a partition. The list is copied. */
    public FedStream<T> feedAll(List<T> records) {
        source.feed(records);
        return this;
    }
}
