package io.sluice.operator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The records of a partition as one list, which is empty if there are none. */
public record GlomOperator<T>() implements Operator<T, List<T>> {
    @Override
    public Records<List<T>> apply(Step step, Records<T> in) {
        return () -> {
            List<T> all = new ArrayList<>();
            in.forEach(all::add);
            Iterator<List<T>> one = List.of(all).iterator();
            return one;
        };
    }
}
