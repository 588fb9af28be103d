package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LauncherScriptTest {
    static final Path SCRIPT = Checkout.ROOT.resolve("sluice");

    @Test
    void theShellCanParseIt() throws Exception {
        Process shell = new ProcessBuilder("sh", "-n", SCRIPT.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEmpty();
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void itCanBeExecuted() {
        assertThat(Files.isExecutable(SCRIPT)).isTrue();
    }
}
