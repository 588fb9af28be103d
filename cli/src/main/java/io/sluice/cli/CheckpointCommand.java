package io.sluice.cli;

import io.sluice.streaming.checkpoint.CheckOnly;
import io.sluice.streaming.checkpoint.Inspection;
import io.sluice.streaming.checkpoint.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code sluice checkpoint}: looks into checkpoint directories, and changes nothing there. */
@Command(
        name = "checkpoint",
        description = "Shows and checks checkpoint directories, and whether a program fits one.",
        synopsisSubcommandLabel = "(show|verify|check)",
        subcommands = CheckpointCommand.Check.class,
        footer = {
            "",
            "For example:",
            "  ./sluice checkpoint show /var/lib/clicks",
            "  ./sluice checkpoint check org.acme.Clicks --jar clicks.jar"
        })
final class CheckpointCommand implements Runnable {
    /** The checkpoint is damaged. */
    static final int DAMAGED = 3;

    /** The program fits the checkpoint, and is another than before. */
    static final int COMPATIBLE = 4;

    /** The program does not fit the checkpoint. */
    static final int INCOMPATIBLE = 5;

    private final Surroundings here;

    @Spec
    private CommandSpec spec;

    CheckpointCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "show, verify or check is missing");
    }

    @Command(name = "show", description = "Shows where the program of a checkpoint is.")
    int show(
            @Parameters(paramLabel = "DIR", description = "The checkpoint directory.") Path directory,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        Inspection inspection = inspect(directory);
        here.out().println(json ? inspection.toJson() : inspection.describe().stripTrailing());
        return ExitCode.OK;
    }

    @Command(
            name = "verify",
            description = "Reads every frame of a checkpoint; the exit code is 3 if something is damaged.")
    int verify(@Parameters(paramLabel = "DIR", description = "The checkpoint directory.") Path directory) {
        Inspection inspection = inspect(directory);
        here.out().print(inspection.report());
        return inspection.isSound() ? ExitCode.OK : DAMAGED;
    }

    private Inspection inspect(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no directory '%s'".formatted(directory.toAbsolutePath()));
        }
        return Inspection.of(directory.toString());
    }

    /** The command {@code sluice checkpoint check}: calls a program's main up to its start. */
    @Command(
            name = "check",
            customSynopsis =
                    "sluice checkpoint check CLASS|EXAMPLE [ARG...] [--conf KEY=VALUE]... [--jar FILE]... [--text]",
            description = {
                "Says whether a program fits its checkpoint, without starting it: its main is called, and ended at start().",
                "The verdict is printed as JSON. The exit code is 0 if the program is the same or new, 4 if it has"
                        + " changed and fits, 5 if it does not fit, 3 if the checkpoint is damaged."
            })
    static final class Check implements java.util.concurrent.Callable<Integer> {
        private final Surroundings here;

        @Spec
        private CommandSpec spec;

        @Option(names = "--text", description = "The verdict for people, not as JSON.")
        private boolean text;

        @Mixin
        private ProgramOptions options;

        Check(Surroundings here) {
            this.here = here;
        }

        @Override
        public Integer call() throws Exception {
            if (options.isMissing()) {
                throw new ParameterException(spec.commandLine(), "the program is missing: name a class or an example");
            }
            try (Programs programs = options.open()) {
                System.setProperty("sluice.streaming.checkpoint.checkOnly", "true");
                return verdict(programs.named(options.program()));
            } catch (IllegalArgumentException unknown) {
                throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
            } finally {
                System.clearProperty("sluice.streaming.checkpoint.checkOnly");
            }
        }

        private int verdict(Program program) throws Exception {
            try {
                program.call(options.arguments());
            } catch (InvocationTargetException thrown) {
                Optional<CheckOnly> checked = checkOnly(thrown);
                if (checked.isPresent()) {
                    return tell(checked.get().verdict());
                }
                here.err().printf("sluice checkpoint check: %s failed before it was started:%n", program.name());
                thrown.getCause().printStackTrace(here.err());
                return ExitCode.of(thrown.getCause());
            }
            here.err()
                    .printf(
                            "sluice checkpoint check: %s started no streaming context with a checkpoint%n",
                            program.name());
            return ExitCode.FAILED;
        }

        private static Optional<CheckOnly> checkOnly(Throwable thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof CheckOnly checked) {
                    return Optional.of(checked);
                }
            }
            return Optional.empty();
        }

        private int tell(Verdict verdict) {
            here.out().println(text ? verdict : verdict.toJson());
            return switch (verdict.outcome()) {
                case NEW, SAME -> ExitCode.OK;
                case COMPATIBLE -> COMPATIBLE;
                case INCOMPATIBLE -> INCOMPATIBLE;
            };
        }
    }
}
