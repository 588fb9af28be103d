package io.sluice.operator;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All records of the first parent's partition, then all of the next one's. */
public record Concatenation<T>() implements ZipOperator<T> {
    @Override
    @SuppressWarnings("unchecked") // every parent is one of T: whoever makes the node unites like with like
    public Records<T> apply(Step step, List<Records<?>> in) {
        return of((List<Records<T>>) (List<?>) in);
    }

    /** The records of each part, one part after the other; a part is opened when the one before is used up. */
    public static <T> Records<T> of(List<Records<T>> parts) {
        return new Records<>() {
            @Override
            public Iterator<T> iterator() {
                return new Chained<>(parts.iterator());
            }

            @Override
            public void forEach(Sink<? super T> sink) throws Exception {
                for (Records<T> part : parts) {
                    part.forEach(sink);
                }
            }
        };
    }

    private static final class Chained<T> implements Iterator<T> {
        private final Iterator<Records<T>> parts;
        private Iterator<T> current = java.util.Collections.emptyIterator();

        Chained(Iterator<Records<T>> parts) {
            this.parts = parts;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext()) {
                if (!parts.hasNext()) {
                    return false;
                }
                current = opened(parts.next());
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }

        private static <T> Iterator<T> opened(Records<T> part) {
            try {
                return part.iterator();
            } catch (RuntimeException known) {
                throw known;
            } catch (Exception failure) {
                throw new java.lang.reflect.UndeclaredThrowableException(failure);
            }
        }
    }
}
