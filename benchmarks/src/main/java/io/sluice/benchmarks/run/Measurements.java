package io.sluice.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The results of all runs of one workload, by program. Confined to the harness's thread. */
public final class Measurements {
    private final Map<String, List<RunResult>> byLabel = new LinkedHashMap<>();

    void add(String label, RunResult result) {
        byLabel.computeIfAbsent(label, l -> new ArrayList<>()).add(result);
    }

    public Optional<String> failure(String label) {
        return runs(label).stream().flatMap(run -> run.failure().stream()).findFirst();
    }

    /** The share of a program's runs that finished, from 0 to 1; empty if it never ran. */
    public OptionalDouble finishedShare(String label) {
        return runs(label).stream()
                .mapToDouble(run -> run.failure().isEmpty() ? 1 : 0)
                .average();
    }

    /** Empty if the program failed or does not print this figure. */
    public Optional<Spread> spread(String label, Figure figure) {
        if (failure(label).isPresent()) {
            return Optional.empty();
        }
        double[] values = runs(label).stream()
                .map(figure::of)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    public OptionalDouble median(String label, Figure figure) {
        return spread(label, figure)
                .map(spread -> OptionalDouble.of(spread.median()))
                .orElse(OptionalDouble.empty());
    }

    /** The keys for which the programs that finished do not all say the same, each with what they say. */
    public Map<String, Set<String>> disagreements(Set<String> keys) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (String key : keys) {
            Set<String> values = new LinkedHashSet<>();
            byLabel.values().stream()
                    .flatMap(List::stream)
                    .filter(run -> run.failure().isEmpty())
                    .map(run -> run.values().get(key))
                    .filter(Objects::nonNull)
                    .forEach(values::add);
            if (values.size() > 1) {
                found.put(key, values);
            }
        }
        return found;
    }

    private List<RunResult> runs(String label) {
        return byLabel.getOrDefault(label, List.of());
    }
}
