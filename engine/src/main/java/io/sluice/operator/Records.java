package io.sluice.operator;

import io.sluice.function.Function;
import java.util.Iterator;

/**
 * The records of one partition, to be read once, in one of two ways: pushed, which is the fast way (operators fuse into a
 * chain of calls), or pulled, which is the lazy way (what is not asked for is not computed). Confined to one task.
 */
@FunctionalInterface
public interface Records<T> {
    /** The records, computed as they are asked for. */
    Iterator<T> iterator() throws Exception;

    /** Hands every record to the sink. */
    default void forEach(Sink<? super T> sink) throws Exception {
        Iterator<T> records = iterator();
        while (records.hasNext()) {
            sink.accept(records.next());
        }
    }

    /** Other records, one for each of these, in both ways of reading. */
    default <U> Records<U> map(Function<? super T, ? extends U> function) {
        return new MappedRecords<>(this, function);
    }
}
