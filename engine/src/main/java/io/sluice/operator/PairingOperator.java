package io.sluice.operator;

import io.sluice.Tuple2;
import java.util.Iterator;
import java.util.List;

/** The first record of one parent with the first of the other, and so on; both must have as many. */
public record PairingOperator<T, U>() implements ZipOperator<Tuple2<T, U>> {
    @Override
    @SuppressWarnings("unchecked") // whoever makes the node puts a T parent first and a U parent second
    public Records<Tuple2<T, U>> apply(Step step, List<Records<?>> in) {
        return () -> pairs(step, (Iterator<T>) in.get(0).iterator(), (Iterator<U>)
                in.get(1).iterator());
    }

    private static <T, U> Iterator<Tuple2<T, U>> pairs(Step step, Iterator<T> left, Iterator<U> right) {
        return new Iterator<>() {
            private long paired;

            @Override
            public boolean hasNext() {
                boolean more = left.hasNext();
                if (more != right.hasNext()) {
                    throw step.failed(new IllegalArgumentException(
                            "both sides need the same number of records in each partition, but of partition %d the %s has only %d"
                                    .formatted(step.partition(), more ? "right one" : "left one", paired)));
                }
                return more;
            }

            @Override
            public Tuple2<T, U> next() {
                paired++;
                return new Tuple2<>(left.next(), right.next());
            }
        };
    }
}
