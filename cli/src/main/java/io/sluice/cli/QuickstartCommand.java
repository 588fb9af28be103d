package io.sluice.cli;

import io.sluice.SluiceConf;
import io.sluice.cli.quickstart.HostPort;
import io.sluice.cli.quickstart.KafkaQuickstart;
import io.sluice.cli.quickstart.Quickstart;
import io.sluice.cli.quickstart.QuickstartSettings;
import io.sluice.cli.quickstart.Screen;
import io.sluice.cli.quickstart.TextInput;
import io.sluice.cli.submit.SparkInstallation;
import io.sluice.cli.submit.SubmittedLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            names = "--kafka",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "HOST:PORT",
            description = "Writes the text to a topic, and exactly once the word totals to another; "
                    + "starts a broker if none is named.")
    private String kafka;

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description = "Where to run: local[4], or a Spark cluster such as spark://HOST:PORT, "
                    + "by the spark-submit of SPARK_HOME.")
    private String master;

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
    public Integer call() throws IOException, InterruptedException {
        if (master != null && !master.startsWith("local")) {
            return submitted();
        }
        // the screen tells of lost connections, and nothing is kept that could be promised
        System.setProperty("org.slf4j.simpleLogger.log.io.sluice.streaming.Guarantees", "warn");
        System.setProperty("org.slf4j.simpleLogger.log.io.sluice.streaming.source", "error");
        SluiceConf conf = new SluiceConf().setAll(settings.values());
        if (master != null) {
            conf.setMaster(master);
        }
        QuickstartSettings told =
                new QuickstartSettings(seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds), lines(), conf);
        Screen screen = new Screen(here.out(), here.terminal());
        Interruption ctrlC = Interruption.ofThisThread();
        try {
            if (told.lines() instanceof QuickstartSettings.Topic topic) {
                // what clients and the broker say while they start and stop is for people who run one
                System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "off");
                System.setProperty("org.slf4j.simpleLogger.log.kafka", "off");
                System.setProperty("org.slf4j.simpleLogger.log.state.change.logger", "off");
                new KafkaQuickstart(told, topic, screen).run();
            } else {
                new Quickstart(told, screen).run();
            }
        } finally {
            ctrlC.end();
        }
        return ExitCode.OK;
    }

    /** The same command, as a program that is submitted. */
    private int submitted() throws IOException, InterruptedException {
        lines(); // what is wrong with them is said here
        List<String> words = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        try {
            SparkInstallation spark = SparkInstallation.of(here.environment());
            return new HandedOver(here).run(spark.submit(SubmittedLauncher.line(master, settings.pairs(), words)));
        } catch (IllegalArgumentException noSpark) {
            throw new ParameterException(spec.commandLine(), noSpark.getMessage(), noSpark);
        }
    }

    private QuickstartSettings.Lines lines() {
        if (kafka != null && connect != null) {
            throw wrong("--kafka and --connect are two places to read from: give one of them");
        }
        if (connect != null && (input != null || rate != null)) {
            throw wrong("--connect reads from a server of yours: --input and --rate are for the quickstart's own");
        }
        String option = "--input";
        try {
            if (connect != null) {
                option = "--connect";
                return new QuickstartSettings.Elsewhere(HostPort.parse(connect));
            }
            if (kafka != null) {
                option = "--kafka";
                Optional<HostPort> broker = kafka.isEmpty() ? Optional.empty() : Optional.of(HostPort.parse(kafka));
                option = "--input";
                return new QuickstartSettings.Topic(broker, own());
            }
            return own();
        } catch (IllegalArgumentException unusable) {
            throw wrong("%s: %s".formatted(option, unusable.getMessage()));
        }
    }

    private QuickstartSettings.Own own() {
        return new QuickstartSettings.Own(
                input == null ? "the text of this checkout" : input.toString(),
                TextInput.under(input == null ? here.home() : input),
                rate == null ? 2000 : rate);
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
