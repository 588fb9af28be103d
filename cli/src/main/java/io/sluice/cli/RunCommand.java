package io.sluice.cli;

import io.sluice.time.SystemClock;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code sluice run}: calls a program's main in this JVM, or supervises another one that does. What is given with {@code --conf} becomes system
 * properties, where the program's {@code SluiceConf} finds it.
 */
@Command(
        name = "run",
        customSynopsis = {
            "sluice run CLASS|EXAMPLE [ARG...] [--conf KEY=VALUE]... [--jar FILE]...",
            "           [--supervise [--max-restarts N] [--supervise-log FILE]]"
        },
        description = {
            "Runs a program in this JVM: an example, or the main of any class.",
            "SIGTERM and Ctrl-C finish the batch in hand; a second Ctrl-C ends at once."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or stopped as asked",
            "1:the program failed",
            "2:the command line or a setting is wrong",
            "3:the checkpoint is damaged",
            "5:the program does not fit the checkpoint",
            "10:a batch failed",
            "11:stopped, but what had to be finished took too long",
            "12:supervised, and died too often in a row"
        },
        footer = {
            "",
            "Other options are the program's, and all are after a --, for example:",
            "  ./sluice run org.acme.Clicks --jar clicks.jar --since 9:00"
        })
final class RunCommand implements Callable<Integer> {
    private static final int MAX_RESTARTS = 10;

    private final Surroundings here;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--supervise",
            description = {
                "Runs the program in a JVM of its own, and starts it again when it dies:",
                "after 1 s, 2 s, 4 s, at most a minute."
            })
    private boolean supervise;

    @Option(
            names = "--max-restarts",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "How often in a row; without it, 10. A minute without dying ends the row.")
    private Integer maxRestarts;

    @Option(
            names = "--supervise-log",
            paramLabel = "FILE",
            description = "Where what a supervised program prints is kept too; without it, PROGRAM.out.")
    private Path log;

    @Option(
            names = "--supervised-by",
            paramLabel = "PID",
            hidden = true,
            description = "Stops as on SIGTERM when that process, which started this one, is no more.")
    private Long supervisor;

    @Mixin
    private ProgramOptions options;

    RunCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws Exception {
        if (options.isMissing()) {
            throw wrong("the program is missing: name a class, or one of the examples:\n"
                    + ExamplesCommand.list().stripTrailing());
        }
        if (options.program().equals("--help") || options.program().equals("-h")) {
            spec.commandLine().usage(here.out());
            return ExitCode.OK;
        }
        if (!supervise && (maxRestarts != null || log != null)) {
            throw wrong("--max-restarts and --supervise-log are for --supervise");
        }
        options.requireJars();
        return supervise ? runSupervised() : runHere();
    }

    private int runHere() throws Exception {
        try (Programs programs = options.open()) {
            return call(program(programs));
        }
    }

    private Program program(Programs programs) {
        try {
            return programs.named(options.program());
        } catch (IllegalArgumentException unknown) {
            throw wrong(unknown.getMessage());
        }
    }

    private int call(Program program) throws Exception {
        Optional<PoliteEnd> end = here.ownJvm() ? Optional.of(PoliteEnd.install()) : Optional.empty();
        if (supervisor != null) {
            end.ifPresent(polite -> polite.endWith(supervisor));
        }
        int code = ExitCode.FAILED;
        try {
            code = main(program);
        } finally {
            int known = code;
            end.ifPresent(waiting -> waiting.programOver(known));
        }
        return code;
    }

    private int main(Program program) throws Exception {
        try {
            program.call(options.arguments());
            return ExitCode.OK;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException wrongArguments
                    && Programs.example(options.program()).isPresent()) {
                throw wrong(wrongArguments.getMessage());
            }
            here.err().printf("sluice run: %s failed:%n", program.name());
            thrown.getCause().printStackTrace(here.err());
            return ExitCode.of(thrown.getCause());
        }
    }

    private int runSupervised() throws IOException, InterruptedException {
        Path file = log == null ? Path.of(options.program() + ".out") : log;
        try (KeptOutput kept = KeptOutput.in(file)) {
            RestartPolicy policy = RestartPolicy.of(maxRestarts == null ? MAX_RESTARTS : maxRestarts);
            Supervisor supervisor =
                    new Supervisor(new SameJvm().command(withoutSupervision()), policy, kept, here, new SystemClock());
            if (here.ownJvm()) {
                Signals.handle("TERM", supervisor::stop);
                Signals.handle("INT", supervisor::stop);
            }
            return supervisor.run();
        }
    }

    /** This command line, for a JVM that runs the program itself. */
    private List<String> withoutSupervision() {
        long own = ProcessHandle.current().pid();
        List<String> line = new ArrayList<>(List.of("run", "--supervised-by", Long.toString(own)));
        line.addAll(options.line());
        return line;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
