package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceTest {
    final Shell shell = new Shell(Path.of(""));

    @Test
    void theHelpListsEachCommand() {
        Shell.Result result = shell.run("help");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains(
                        "quickstart",
                        "run",
                        "submit",
                        "examples",
                        "bench",
                        "torture",
                        "test",
                        "version",
                        "SLUICE_OPTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "run", "submit", "examples", "bench", "torture", "test", "version"})
    void eachCommandHasHelpThatFitsATerminal(String command) {
        Shell.Result result = shell.run("help", command);

        assertThat(result.out()).startsWith("Usage: sluice " + command);
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void theVersionNamesSluiceAndJava(String word) {
        assertThat(shell.run(word).out())
                .startsWith("Sluice " + SluiceContext.VERSION)
                .contains("Java ");
    }
}
