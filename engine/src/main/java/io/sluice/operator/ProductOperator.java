package io.sluice.operator;

import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Each record of one parent with each of the other, whose partition is held in memory meanwhile. */
public record ProductOperator<T, U>() implements ZipOperator<Tuple2<T, U>> {
    @Override
    @SuppressWarnings("unchecked") // whoever makes the node puts a T parent first and a U parent second
    public Records<Tuple2<T, U>> apply(Step step, List<Records<?>> in) {
        return () -> {
            List<U> right = new ArrayList<>();
            ((Records<U>) in.get(1)).forEach(right::add);
            return new Product<>((Iterator<T>) in.get(0).iterator(), right);
        };
    }

    private static final class Product<T, U> implements Iterator<Tuple2<T, U>> {
        private final Iterator<T> lefts;
        private final List<U> rights;
        private T left;
        private int next;

        Product(Iterator<T> lefts, List<U> rights) {
            this.lefts = lefts;
            this.rights = rights;
            this.next = rights.size();
        }

        @Override
        public boolean hasNext() {
            return next < rights.size() || (!rights.isEmpty() && lefts.hasNext());
        }

        @Override
        public Tuple2<T, U> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (next == rights.size()) {
                left = lefts.next();
                next = 0;
            }
            return new Tuple2<>(left, rights.get(next++));
        }
    }
}
