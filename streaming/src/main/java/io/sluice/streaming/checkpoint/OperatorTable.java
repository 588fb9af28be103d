package io.sluice.streaming.checkpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a program looks like to a checkpoint.
 *
 * @param application the program's name
 * @param interval how far apart its batches are
 * @param operators its sources, stateful operators and outputs, in the order in which the program made them
 */
public record OperatorTable(String application, Duration interval, List<Operator> operators) {
    public OperatorTable {
        requireNonNull(application, "application");
        requireNonNull(interval, "interval");
        operators = List.copyOf(operators);
    }

    public List<Operator> of(Operator.Kind kind) {
        return operators.stream().filter(operator -> operator.kind() == kind).toList();
    }

    public Optional<Operator> named(Operator.Kind kind, String name) {
        return of(kind).stream()
                .filter(operator -> operator.name().equals(name))
                .findAny();
    }
}
