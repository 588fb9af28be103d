package io.sluice;

import io.sluice.function.Function2;
import io.sluice.operator.Records;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;

/** Reduces records to one. */
final class Reducing {
    private Reducing() {}

    /** A partition's records reduced: a list of one, or of none. */
    static <T> List<T> partition(Records<T> records, Function2<T, T, T> f) throws Exception {
        ArrayList<T> result = new ArrayList<>(1);
        records.forEach(record -> {
            if (result.isEmpty()) {
                result.add(record);
            } else {
                result.set(0, f.call(result.get(0), record));
            }
        });
        return result;
    }

    /** Calls a user's function outside a task, where nobody awaits its checked exceptions. */
    static <A, B, R> R call(Function2<A, B, R> f, A a, B b) {
        try {
            return f.call(a, b);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new UndeclaredThrowableException(checked);
        }
    }
}
