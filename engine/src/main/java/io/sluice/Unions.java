package io.sluice;

import io.sluice.lineage.Lineage;
import io.sluice.lineage.Union;
import io.sluice.lineage.Zip;
import io.sluice.operator.Concatenation;
import java.util.List;
import java.util.Optional;

/** Unites lineages: keyed ones that are partitioned alike stay so, others lie side by side. */
final class Unions {
    private Unions() {}

    static <T> Lineage<T> of(SluiceContext context, List<Lineage<T>> parts) {
        Optional<Partitioner> shared = parts.get(0).partitioner();
        if (shared.isPresent()
                && parts.stream().allMatch(part -> part.partitioner().equals(shared))) {
            return new Zip<>(context.origin(), List.copyOf(parts), new Concatenation<>(), shared.get());
        }
        return new Union<>(context.origin(), parts);
    }
}
