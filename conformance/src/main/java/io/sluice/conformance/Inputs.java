package io.sluice.conformance;

import io.sluice.Tuple2;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Makes the random datasets: found by jqwik as a service. */
public final class Inputs implements ArbitraryProvider {
    private static final int MOST_RECORDS = 60;
    private static final int MOST_PARTITIONS = 7;

    @Override
    public boolean canProvideFor(TypeUsage target) {
        return target.isOfType(Numbers.class) || target.isOfType(Pairs.class) || target.isOfType(Pipeline.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage target, SubtypeProvider subtypes) {
        if (target.isOfType(Numbers.class)) {
            return Set.of(numbers());
        }
        return Set.of(target.isOfType(Pairs.class) ? pairs() : pipelines());
    }

    private static Arbitrary<Numbers> numbers() {
        Arbitrary<Integer> values = Arbitraries.integers().between(-20, 20);
        return Combinators.combine(values.list().ofMaxSize(MOST_RECORDS), partitions())
                .as(Numbers::new);
    }

    private static Arbitrary<Pairs> pairs() {
        Arbitrary<Integer> values = Arbitraries.integers().between(-9, 9).injectNull(0.05);
        Arbitrary<Integer> keySpaces = Arbitraries.of(1, 3, 10, 1000);
        return keySpaces.flatMap(keys -> {
            Arbitrary<String> key = Arbitraries.integers()
                    .between(0, keys - 1)
                    .map(k -> "k" + k)
                    .injectNull(0.05);
            Arbitrary<Tuple2<String, Integer>> pair =
                    Combinators.combine(key, values).as(Tuple2::new);
            return Combinators.combine(pair.list().ofMaxSize(MOST_RECORDS), partitions())
                    .as(Pairs::new);
        });
    }

    private static Arbitrary<Pipeline> pipelines() {
        return Arbitraries.of(Pipeline.Step.class)
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(Pipeline::new);
    }

    private static Arbitrary<Integer> partitions() {
        return Arbitraries.integers().between(1, MOST_PARTITIONS);
    }
}
