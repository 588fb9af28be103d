package io.sluice;

import io.sluice.function.Function2;
import java.util.ArrayList;
import java.util.List;

/** Makes one value of all records: each partition in its task, then the partitions' results, in order, in the program. */
final class Reducing {
    private Reducing() {}

    /**
     * All records reduced to one.
     *
     * @throws UnsupportedOperationException if there is no record
     */
    static <T> T reduce(Jobs<T> jobs, Function2<T, T, T> f, String action) {
        List<List<T>> partitions = jobs.run((task, records) -> {
            Reduced<T> reduced = new Reduced<>();
            records.forEach(record -> reduced.add(record, f));
            return reduced.toList();
        });
        Reduced<T> reduced = new Reduced<>();
        UserCode.run(action, () -> {
            for (List<T> partition : partitions) {
                for (T result : partition) {
                    reduced.add(result, f);
                }
            }
            return null;
        });
        if (!reduced.found) {
            throw new UnsupportedOperationException("%s needs a record, and there is none".formatted(action));
        }
        return reduced.value;
    }

    /** Every partition folded from a zero value of its own, and the results folded from one more. */
    static <T, U> U aggregate(Jobs<T> jobs, U zeroValue, Function2<U, T, U> seqOp, Function2<U, U, U> combOp) {
        Zero<U> zero = Zero.of(zeroValue);
        List<U> partitions = jobs.run((task, records) -> {
            Folded<U> folded = new Folded<>(zero.fresh());
            records.forEach(record -> folded.value = seqOp.call(folded.value, record));
            return folded.value;
        });
        return UserCode.run("aggregate", () -> {
            U result = zero.fresh();
            for (U partition : partitions) {
                result = combOp.call(result, partition);
            }
            return result;
        });
    }

    private static final class Folded<U> {
        U value;

        Folded(U value) {
            this.value = value;
        }
    }

    private static final class Reduced<T> {
        boolean found;
        T value;

        void add(T record, Function2<T, T, T> f) throws Exception {
            value = found ? f.call(value, record) : record;
            found = true;
        }

        /** A list of one, or of none. */
        List<T> toList() {
            List<T> list = new ArrayList<>(1);
            if (found) {
                list.add(value);
            }
            return list;
        }
    }
}
