package io.sluice.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code sluice test}: here for the help only, since the launcher script has Maven run the tests. */
@Command(
        name = "test",
        description = {
            "Runs the tests that are too long for 'mvn verify'.",
            "cluster: on a real Spark cluster, of a Master and Workers on this machine: every RDD operator,"
                    + " submitted programs, and what is killed while they run."
        })
final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "cluster", arity = "0..*", description = "What to run them on; then options for Maven.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        String sentence = words.contains("cluster")
                ? "tests need a checkout; in it, run: ./sluice test cluster"
                : "say which tests: ./sluice test cluster";
        spec.commandLine().getErr().println("sluice test: " + sentence);
        return ExitCode.WRONG_COMMAND_LINE;
    }
}
