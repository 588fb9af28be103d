package io.sluice.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --conf}, of every command that runs a program. */
class Settings {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting, such as sluice.master=local[4]; may be given several times.")
    private List<String> pairs = List.of();

    /** The command whose options these are. */
    final CommandSpec command() {
        return command;
    }

    /** What was given, word by word. */
    final List<String> pairs() {
        return pairs;
    }

    /** The settings in the order given; a {@code spark.} key becomes a {@code sluice.} one. */
    final Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        command.commandLine(),
                        "--conf takes KEY=VALUE, such as --conf sluice.master=local[4], not '%s'".formatted(pair));
            }
            String key = pair.substring(0, equals).trim();
            values.put(
                    key.startsWith("spark.") ? "sluice" + key.substring("spark".length()) : key,
                    pair.substring(equals + 1).trim());
        }
        return values;
    }
}
