package io.sluice.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code sluice bench}: here for the help only, since the launcher script builds and runs the benchmarks. */
@Command(
        name = "bench",
        description = "Measures Sluice against Spark 4.1.0, which is fetched at the first use.",
        footer = "'./sluice bench' without a name lists the workloads. Results go to benchmarks/RESULTS.md.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME|all", arity = "0..*", description = "Workloads; --quick makes them short.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("sluice bench: benchmarks need a checkout; in it, run: ./sluice bench "
                        + String.join(" ", words));
        return ExitCode.WRONG_COMMAND_LINE;
    }
}
