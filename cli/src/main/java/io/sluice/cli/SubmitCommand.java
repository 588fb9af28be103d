package io.sluice.cli;

import io.sluice.SluiceContext;
import io.sluice.cli.submit.Application;
import io.sluice.cli.submit.SluiceJars;
import io.sluice.cli.submit.SparkInstallation;
import io.sluice.cli.submit.SubmitLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code sluice submit}: looks at what can be wrong, adds Sluice's jars if the application does not have them, and
 * hands over to Spark's spark-submit.
 */
@Command(
        name = "submit",
        customSynopsis = "sluice submit --master MASTER [OPTION...] --class CLASS JAR [ARG...]",
        description = {
            "Runs a program on a Spark cluster, by the spark-submit of SPARK_HOME.",
            "",
            "Options are those of spark-submit, among them:",
            "  --master MASTER           spark://HOST:PORT, yarn or k8s://...",
            "  --deploy-mode cluster     the driver runs on the cluster, too",
            "  --supervise               and comes back when it dies (spark://)",
            "  --class CLASS             the program; else what the jar names",
            "  --conf KEY=VALUE          a setting of Sluice's or of Spark's",
            "  --jars FILE,...           other jars that it needs",
            "",
            "A jar without Sluice in it is sent together with Sluice's jars.",
            "--status ID, --kill ID and --version go to spark-submit as they are."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"2:the command line is wrong", "*:what spark-submit ends with"})
final class SubmitCommand implements Callable<Integer> {
    private static final int SUGGESTIONS = 3;

    private final Surroundings here;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OPTION|JAR|ARG", arity = "0..*", hidden = true)
    private List<String> words = List.of();

    SubmitCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (words.isEmpty() || words.get(0).equals("--help") || words.get(0).equals("-h")) {
            spec.commandLine().usage(here.out());
            return words.isEmpty() ? ExitCode.WRONG_COMMAND_LINE : ExitCode.OK;
        }
        SparkInstallation spark;
        SubmitLine line;
        try {
            line = SubmitLine.parse(words);
            spark = SparkInstallation.of(here.environment());
            if (line.application().isPresent()) {
                requireMaster(line, spark);
                line = complete(line, line.application().get(), spark);
            }
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
        return new HandedOver(here).run(spark.submit(line.words()));
    }

    /** What Spark will take for a setting, wherever it is said. */
    private static Optional<String> setting(String key, SubmitLine line, SparkInstallation spark) {
        Optional<String> file = line.value("--properties-file");
        return line.setting(key)
                .or(() -> spark.setting(key, file))
                .or(() -> line.has("--load-spark-defaults") ? spark.setting(key, Optional.empty()) : Optional.empty());
    }

    private static void requireMaster(SubmitLine line, SparkInstallation spark) {
        boolean known = line.value("--master").isPresent()
                || setting("spark.master", line, spark).isPresent()
                || setting("spark.remote", line, spark).isPresent();
        if (!known) {
            throw new IllegalArgumentException(
                    "the master is missing: --master spark://HOST:PORT, yarn or k8s://HOST:PORT; for this machine, ./sluice run");
        }
    }

    /** The line with the jars that it needs, if the application is one that can be run. */
    private static SubmitLine complete(SubmitLine line, String jar, SparkInstallation spark) {
        Optional<Application> found = Application.in(jar);
        if (found.isEmpty()) {
            return line;
        }
        Application application = found.get();
        Optional<String> named = line.value("--class").or(application::mainClass);
        if (named.isEmpty()) {
            throw new IllegalArgumentException("'%s' names no class to run: give one with --class".formatted(jar));
        }
        if (!application.has(named.get()) && !bringsMore(line, spark)) {
            throw new IllegalArgumentException("there is no class %s in '%s'%s"
                    .formatted(named.get(), jar, suggestions(named.get(), application)));
        }
        return application.has(SluiceContext.class.getName())
                ? line
                : line.withJars(SluiceJars.onClassPath(), setting("spark.jars", line, spark));
    }

    /** Whether classes come from elsewhere, too. */
    private static boolean bringsMore(SubmitLine line, SparkInstallation spark) {
        return Stream.of("--jars", "--packages", "--driver-class-path")
                        .anyMatch(option -> line.value(option).isPresent())
                || Stream.of("spark.jars", "spark.jars.packages", "spark.driver.extraClassPath")
                        .anyMatch(key -> setting(key, line, spark).isPresent());
    }

    private static String suggestions(String name, Application application) {
        String nearest = Nearest.ranked(name, application.classes()).stream()
                .limit(SUGGESTIONS)
                .collect(Collectors.joining(", "));
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }
}
