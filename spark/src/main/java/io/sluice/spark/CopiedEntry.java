package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.function.Function;
import io.sluice.state.codec.StateCopier;

/** An entry of a state as it is now, whatever becomes of its value in place. Confined to a task. */
final class CopiedEntry<K, S> implements Function<Tuple2<K, S>, Tuple2<K, S>> {
    private transient StateCopier copier;

    @Override
    public Tuple2<K, S> call(Tuple2<K, S> entry) {
        if (copier == null) {
            copier = new StateCopier();
        }
        return new Tuple2<>(entry._1(), copier.copy(entry._2()));
    }
}
