package io.sluice;

/** What a program shares with its tasks: values that they read, and accumulators that they add to. */
public sealed interface SharedVariables permits SluiceContext {
    /** Makes a value available to all tasks; it must not be changed afterwards. */
    <T> Broadcast<T> broadcast(T value);

    default LongAccumulator longAccumulator() {
        return longAccumulator("");
    }

    default LongAccumulator longAccumulator(String name) {
        return ((SluiceContext) this).registered(new LongAccumulator(), name);
    }

    default DoubleAccumulator doubleAccumulator() {
        return doubleAccumulator("");
    }

    default DoubleAccumulator doubleAccumulator(String name) {
        return ((SluiceContext) this).registered(new DoubleAccumulator(), name);
    }

    default <T> CollectionAccumulator<T> collectionAccumulator() {
        return collectionAccumulator("");
    }

    default <T> CollectionAccumulator<T> collectionAccumulator(String name) {
        return ((SluiceContext) this).registered(new CollectionAccumulator<>(), name);
    }

    /** Makes an accumulator of one's own usable in tasks. */
    default void register(AccumulatorV2<?, ?> accumulator) {
        register(accumulator, "");
    }

    /** The same, under a name for people. */
    void register(AccumulatorV2<?, ?> accumulator, String name);
}
