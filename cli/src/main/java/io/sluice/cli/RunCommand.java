package io.sluice.cli;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code sluice run}: calls a program's main in this JVM. What is given with {@code --conf} becomes system
 * properties, where the program's {@code SluiceConf} finds it.
 */
@Command(
        name = "run",
        customSynopsis = "sluice run CLASS|EXAMPLE [ARG...] [--conf KEY=VALUE]... [--jar FILE]...",
        description = {"Runs a program in this JVM: an example, or the main of any class."},
        footer = {
            "",
            "Other options are the program's, and all are after a --, for example:",
            "  ./sluice run org.acme.Clicks --jar clicks.jar --since 9:00"
        })
final class RunCommand implements Callable<Integer> {
    private final Surroundings here;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CLASS|EXAMPLE", arity = "0..*", description = "The program, and its arguments.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "A jar, or a directory of classes, to find the program in; may be given several times.")
    private List<Path> jars = List.of();

    @Mixin
    private Settings settings;

    RunCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws Exception {
        if (words.isEmpty()) {
            throw wrong("the program is missing: name a class, or one of the examples:\n"
                    + ExamplesCommand.list().stripTrailing());
        }
        if (words.get(0).equals("--help") || words.get(0).equals("-h")) {
            spec.commandLine().usage(here.out());
            return Sluice.OK;
        }
        jars.forEach(this::requireThere);
        settings.values().forEach(System::setProperty);
        try (Programs programs = Programs.with(jars)) {
            Program program = program(programs);
            return call(program);
        }
    }

    private Program program(Programs programs) {
        try {
            return programs.named(words.get(0));
        } catch (IllegalArgumentException unknown) {
            throw wrong(unknown.getMessage());
        }
    }

    private int call(Program program) throws Exception {
        try {
            program.call(words.subList(1, words.size()));
            return Sluice.OK;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException wrongArguments
                    && Programs.example(words.get(0)).isPresent()) {
                throw wrong(wrongArguments.getMessage());
            }
            here.err().printf("sluice run: %s failed:%n", program.name());
            thrown.getCause().printStackTrace(here.err());
            return Sluice.FAILED;
        }
    }

    private void requireThere(Path jar) {
        if (!Files.exists(jar)) {
            throw wrong("--jar: there is no file or directory '%s'".formatted(jar));
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
