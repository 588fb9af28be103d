package io.sluice.lineage;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function;
import io.sluice.function.Function2;
import java.io.Serializable;

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
}
