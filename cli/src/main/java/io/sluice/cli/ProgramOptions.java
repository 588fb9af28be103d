package io.sluice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A program on the command line, with its arguments, its settings and where to find it: for commands that call one. */
final class ProgramOptions extends Settings {
    @Parameters(paramLabel = "CLASS|EXAMPLE", arity = "0..*", description = "The program, and its arguments.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "A jar, or a directory of classes, to find the program in; may be given several times.")
    private List<Path> jars = List.of();

    /** Whether no program is named. */
    boolean isMissing() {
        return words.isEmpty();
    }

    String program() {
        return words.get(0);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** Sets the settings for this JVM, and opens the jars; what is opened holds the programs' classes. */
    Programs open() {
        requireJars();
        values().forEach(System::setProperty);
        return Programs.with(jars);
    }

    /** The same, as a command line. */
    List<String> line() {
        List<String> line = new ArrayList<>();
        jars.forEach(jar -> line.addAll(List.of("--jar", jar.toString())));
        for (Map.Entry<String, String> setting : values().entrySet()) {
            line.addAll(List.of("--conf", setting.getKey() + "=" + setting.getValue()));
        }
        line.add("--");
        line.addAll(words);
        return line;
    }

    /** Refuses jars that are not there. */
    void requireJars() {
        jars.forEach(this::requireThere);
    }

    private void requireThere(Path jar) {
        if (!Files.exists(jar)) {
            throw new ParameterException(
                    command().commandLine(), "--jar: there is no file or directory '%s'".formatted(jar));
        }
    }
}
