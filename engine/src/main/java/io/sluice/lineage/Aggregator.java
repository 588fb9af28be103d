package io.sluice.lineage;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function;
import io.sluice.function.Function2;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * How the values of one key become one combined value.
 *
 * @param createCombiner the combined value of a key's first value
 * @param mergeValue the combined value, and one more value
 * @param mergeCombiners two combined values of the same key
 * @param mapSideCombine whether to combine before the shuffle as well: right when combining makes data smaller
 */
public record Aggregator<V, C>(
        Function<V, C> createCombiner,
        Function2<C, V, C> mergeValue,
        Function2<C, C, C> mergeCombiners,
        boolean mapSideCombine)
        implements Serializable {
    public Aggregator {
        requireNonNull(createCombiner, "createCombiner");
        requireNonNull(mergeValue, "mergeValue");
        requireNonNull(mergeCombiners, "mergeCombiners");
    }

    /** Values of one type reduced to one of the same type: {@code reduceByKey}. */
    public static <V> Aggregator<V, V> reducing(Function2<V, V, V> reduce) {
        return new Aggregator<>(v -> v, reduce, reduce, true);
    }

    /** All values of a key as a list. */
    @SuppressWarnings("unchecked") // every combined value is one of the lists made here
    public static <V> Aggregator<V, Iterable<V>> grouping() {
        Aggregator<V, ArrayList<V>> lists = new Aggregator<>(
                value -> {
                    ArrayList<V> list = new ArrayList<>(2);
                    list.add(value);
                    return list;
                },
                (list, value) -> {
                    list.add(value);
                    return list;
                },
                (list, more) -> {
                    list.addAll(more);
                    return list;
                },
                false);
        return (Aggregator<V, Iterable<V>>) (Aggregator<V, ?>) lists;
    }
}
