package io.sluice.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code sluice}, and the commands below it. */
@Command(
        name = "sluice",
        synopsisSubcommandLabel = "COMMAND",
        description = "Micro-batch stream processing for Java.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Each command explains itself: ./sluice help COMMAND",
            "Options for the JVM go into SLUICE_OPTS: SLUICE_OPTS=-Xmx2g ./sluice quickstart"
        },
        subcommands = {
            QuickstartCommand.class,
            RunCommand.class,
            SubmitCommand.class,
            ExamplesCommand.class,
            CheckpointCommand.class,
            BenchCommand.class,
            TortureCommand.class,
            TestCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Sluice implements Runnable {
    @Spec
    private CommandSpec spec;

    private Sluice() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing, such as quickstart");
    }

    /** Ends the JVM at once only if something went wrong: threads that a program left behind may go on. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Surroundings here = new Surroundings(
                Path.of(environment.getOrDefault("SLUICE_HOME", "")).toAbsolutePath(),
                environment.containsKey("SLUICE_TERMINAL") && !environment.containsKey("NO_COLOR"),
                System.out,
                System.err,
                true,
                environment);
        int code = run(here, args);
        if (code != ExitCode.OK) {
            System.exit(code);
        }
    }

    /** Runs a command line; the exit code says how it went. */
    static int run(Surroundings here, String... args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        CommandLine commandLine = new CommandLine(new Sluice(), new Commands(here))
                .setOut(writer(here.out()))
                .setErr(writer(here.err()))
                .setUsageHelpWidth(80)
                .setExpandAtFiles(false) // an @ is the program's own, too
                .setParameterExceptionHandler(new WrongCommandLine())
                .setExecutionExceptionHandler(new Failures());
        commandLine.getSubcommands().get("run").setUnmatchedOptionsArePositionalParams(true);
        commandLine
                .getSubcommands()
                .get("submit")
                .setUnmatchedOptionsArePositionalParams(true)
                .setEndOfOptionsDelimiter("\0"); // no word is that one: -- is the program's own
        return commandLine.execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }
}
