package io.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code sluice torture}: here for the help only, since the launcher script builds and runs the module. */
@Command(
        name = "torture",
        description = "Kills a stateful program again and again, and counts what is lost or comes twice.",
        footer = "Ends with 0 if nothing is, else with 1 and the directory of the program in question.")
final class TortureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final List<String> words = new ArrayList<>();

    @Option(
            names = "--mode",
            paramLabel = "kill|faults|unsafe|kafka|cluster",
            description = "kill: at each step of a batch, and cut the power; faults: damage files, let disks fail;"
                    + " unsafe: leave out one safety at a time, to see that it is missed;"
                    + " kafka: from topic to topic, and the broker too; cluster: driver and executors on a Spark"
                    + " cluster. Default: kill")
    void mode(String mode) {
        words.addAll(List.of("--mode", mode));
    }

    @Option(names = "--cycles", paramLabel = "N", description = "How often to kill. Default: 20")
    void cycles(String cycles) {
        words.addAll(List.of("--cycles", cycles));
    }

    @Option(names = "--seed", paramLabel = "S", description = "Repeats the choices of another run, which printed it.")
    void seed(String seed) {
        words.addAll(List.of("--seed", seed));
    }

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("sluice torture: torture needs a checkout; in it, run: ./sluice torture "
                        + String.join(" ", words));
        return ExitCode.WRONG_COMMAND_LINE;
    }
}
