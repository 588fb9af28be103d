package io.sluice.cli;

import io.sluice.SluiceConf;
import io.sluice.cli.quickstart.HostPort;
import io.sluice.cli.quickstart.Quickstart;
import io.sluice.cli.quickstart.QuickstartSettings;
import io.sluice.cli.quickstart.Screen;
import io.sluice.cli.quickstart.TextInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code sluice quickstart}: reads the command line and starts the {@link Quickstart}. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = {
            "Counts words from a TCP socket, and shows each second's, the last 30 seconds' and the whole run's.",
            "Serves the lines itself unless --connect says who does."
        })
final class QuickstartCommand implements Callable<Integer> {
    private final Surroundings here;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "How long to run; without it, until Ctrl-C.")
    private Integer seconds;

    @Option(
            names = "--input",
            paramLabel = "FILE|DIR",
            description = "The text to serve; without it, that of the checkout.")
    private Path input;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            description = "Reads from a server of yours, such as 'nc -lk 9999'.")
    private String connect;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "How many lines a second to serve; without it, 2000.")
    private Integer rate;

    @Mixin
    private Settings settings;

    QuickstartCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        // the screen tells of lost connections, and nothing is kept that could be promised
        System.setProperty("org.slf4j.simpleLogger.log.io.sluice.streaming.Guarantees", "warn");
        System.setProperty("org.slf4j.simpleLogger.log.io.sluice.streaming.source", "error");
        SluiceConf conf = new SluiceConf().setAll(settings.values());
        QuickstartSettings told =
                new QuickstartSettings(seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds), lines(), conf);
        Quickstart quickstart = new Quickstart(told, new Screen(here.out(), here.terminal()));
        Interruption ctrlC = Interruption.ofThisThread();
        try {
            quickstart.run();
        } finally {
            ctrlC.end();
        }
        return ExitCode.OK;
    }

    private QuickstartSettings.Lines lines() {
        if (connect != null && (input != null || rate != null)) {
            throw wrong("--connect reads from a server of yours: --input and --rate are for the quickstart's own");
        }
        try {
            return connect != null
                    ? new QuickstartSettings.Elsewhere(HostPort.parse(connect))
                    : new QuickstartSettings.Own(
                            input == null ? "the text of this checkout" : input.toString(),
                            TextInput.under(input == null ? here.home() : input),
                            rate == null ? 2000 : rate);
        } catch (IllegalArgumentException unusable) {
            throw wrong("%s: %s".formatted(connect != null ? "--connect" : "--input", unusable.getMessage()));
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
