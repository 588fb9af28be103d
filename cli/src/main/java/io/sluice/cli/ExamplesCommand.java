package io.sluice.cli;

import io.sluice.examples.Examples;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The command {@code sluice examples}. */
@Command(name = "examples", description = "Lists the programs that 'run' knows by name.")
final class ExamplesCommand implements Runnable {
    private final Surroundings here;

    ExamplesCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public void run() {
        here.out().print(list());
    }

    /** A line or two for each example. */
    static String list() {
        return Examples.all().stream()
                .map(example ->
                        "  %s %s%n      %s%n".formatted(example.name(), example.arguments(), example.description()))
                .collect(Collectors.joining());
    }
}
