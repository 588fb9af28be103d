package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunCommandTest {
    static final List<String> ARGUMENTS = new ArrayList<>();
    static Map<String, String> properties = Map.of();

    final Shell shell = new Shell(Path.of(""));

    /** A program that notes what it was given. */
    public static final class Noting {
        public static void main(String[] args) {
            ARGUMENTS.addAll(List.of(args));
            properties = System.getProperties().stringPropertyNames().stream()
                    .filter(key -> key.startsWith("sluice."))
                    .collect(Collectors.toMap(key -> key, System::getProperty));
        }
    }

    /** A program that fails. */
    public static final class Failing {
        public static void main(String[] args) {
            Integer.parseInt("no such luck");
        }
    }

    @BeforeEach
    @AfterEach
    void forget() {
        ARGUMENTS.clear();
        System.clearProperty("sluice.master");
        System.clearProperty("sluice.streaming.blockInterval");
    }

    @Test
    void theProgramGetsItsArgumentsAndItsSettings() {
        Shell.Result result = shell.run(
                "run",
                Noting.class.getName(),
                "--conf",
                "sluice.master=local[3]",
                "in",
                "--verbose",
                "--conf",
                "spark.streaming.blockInterval=50ms",
                "--",
                "--conf");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(ARGUMENTS).containsExactly("in", "--verbose", "--conf");
        assertThat(properties)
                .containsEntry("sluice.master", "local[3]")
                .containsEntry("sluice.streaming.blockInterval", "50ms");
    }

    @Test
    void whenTheProgramThrows_thenItsStackTraceIsShown() {
        Shell.Result result = shell.run("run", Failing.class.getName());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("Failing failed:", "no such luck", "RunCommandTest.java");
    }

    @Test
    void theHelpOfTheCommandComesOnlyBeforeTheProgram() {
        assertThat(shell.run("run", "--help").out()).contains("sluice run CLASS|EXAMPLE");
        shell.run("run", Noting.class.getName(), "--help");
        assertThat(ARGUMENTS).containsExactly("--help");
    }

    @Test
    void everyExampleIsListed() {
        assertThat(shell.run("examples").out()).contains("first-program", "counts the words");
    }
}
