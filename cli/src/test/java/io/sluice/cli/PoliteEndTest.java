package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, and real signals. */
@Timeout(60)
class PoliteEndTest {
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void onSigterm_theBatchInHandEnds_andTheExitCodeIsZero(String drains) throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(
                "run",
                StoppedProgram.class.getName(),
                "--conf",
                "sluice.streaming.stopGracefullyOnShutdown=" + drains,
                "ends")) {
            launcher.awaitLine("batch begins");

            launcher.sigterm();

            assertThat(launcher.end()).as("%s", launcher.lines()).isEqualTo(ExitCode.OK);
            assertThat(launcher.lines()).contains("batch ends", "main ends", "hook of the program");
        }
    }

    @Test
    void whenTheBatchInHandTakesTooLong_thenTheExitCodeSaysSo() throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(
                "run", StoppedProgram.class.getName(), "--conf", "sluice.streaming.stopTimeout=50ms", "lasts")) {
            launcher.awaitLine("batch begins");

            launcher.sigterm();

            assertThat(launcher.end()).as("%s", launcher.lines()).isEqualTo(ExitCode.STOP_TIMED_OUT);
            assertThat(launcher.lines()).doesNotContain("batch ends").anyMatch(line -> line.contains("STOP_TIMED_OUT"));
        }
    }

    @Test
    void whenABatchFails_thenTheExitCodeSaysSo() throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start("run", StoppedProgram.class.getName(), "fails")) {
            assertThat(launcher.end()).as("%s", launcher.lines()).isEqualTo(ExitCode.BATCH_FAILED);
        }
    }
}
