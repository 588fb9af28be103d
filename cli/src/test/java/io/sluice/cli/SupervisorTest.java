package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.time.SystemClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that die. */
@Timeout(60)
class SupervisorTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final RestartPolicy TWICE = new RestartPolicy(2, AT_ONCE, AT_ONCE, Duration.ofHours(1));

    @TempDir
    Path directory;

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int supervise(RestartPolicy policy, List<String> command) throws IOException, InterruptedException {
        Surroundings here = new Surroundings(
                directory, false, new PrintStream(out), new PrintStream(err), false, java.util.Map.of());
        try (KeptOutput kept = KeptOutput.in(directory.resolve("kept"))) {
            return new Supervisor(command, policy, kept, here, new SystemClock()).run();
        }
    }

    private List<String> dying(int times) {
        return LauncherProcess.java(
                DyingProgram.class, directory.resolve("lives").toString(), Integer.toString(times));
    }

    @Test
    void whenAProgramDies_thenItIsStartedAgainUntilItIsDone_andItsOutputIsKept() throws Exception {
        int code = supervise(TWICE, dying(2));

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("life 1", "life 2", "life 3");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("said by life 3", "exit code 7", "restart 2 of 2");
        assertThat(Files.readString(directory.resolve("kept"))).contains("life 1", "life 3", "said by life 2");
    }

    @Test
    void whenItDiesTooOftenInARow_thenThatIsTheEnd() throws Exception {
        int code = supervise(TWICE, dying(100));

        assertThat(code).isEqualTo(ExitCode.RESTARTED_TOO_OFTEN);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("that is enough");
    }

    @Test
    void whenItRanWellBefore_thenTheRowBeginsAnew() throws Exception {
        int code = supervise(new RestartPolicy(1, AT_ONCE, AT_ONCE, Duration.ZERO), dying(4));

        assertThat(code).isEqualTo(ExitCode.OK);
    }

    @Test
    void whenTheCommandLineIsWrong_thenItIsNotTriedAgain() throws Exception {
        int code = supervise(TWICE, LauncherProcess.java(Sluice.class, "run", "no-such-program"));

        assertThat(code).isEqualTo(ExitCode.WRONG_COMMAND_LINE);
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("restart ");
    }

    @Test
    void theDelayDoublesUpToAMinute() {
        RestartPolicy policy = RestartPolicy.of(10);

        assertThat(List.of(policy.delay(1), policy.delay(2), policy.delay(3), policy.delay(7), policy.delay(1_000)))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
    }

    @Test
    void onSigterm_theProgramStops_andSoDoesTheSupervisor() throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(
                "run",
                StoppedProgram.class.getName(),
                "--supervise",
                "--supervise-log",
                directory.resolve("log").toString(),
                "ends")) {
            launcher.awaitLine("batch begins");

            launcher.sigterm();

            assertThat(launcher.end()).as("%s", launcher.lines()).isEqualTo(ExitCode.OK);
            assertThat(launcher.lines()).contains("batch ends", "main ends");
            assertThat(directory.resolve("log")).content().contains("batch ends");
        }
    }

    @Test
    void whenTheSupervisorIsKilled_theProgramStopsAsOnSigterm() throws Exception {
        Path ended = directory.resolve("ended");
        try (LauncherProcess launcher = LauncherProcess.start(
                "run",
                StoppedProgram.class.getName(),
                "--supervise",
                "--supervise-log",
                directory.resolve("log").toString(),
                "ends",
                ended.toString())) {
            launcher.awaitLine("batch begins");

            ProcessHandle program = launcher.sigkill();

            try {
                program.onExit().get(30, TimeUnit.SECONDS);
                assertThat(ended).hasContent("batch ends");
            } finally {
                program.destroyForcibly();
            }
        }
    }

    @Test
    void fromTheCommandLine_aProgramThatDiesIsStartedAgain() throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(
                "run",
                "--supervise",
                "--max-restarts=1",
                "--supervise-log",
                directory.resolve("log").toString(),
                DyingProgram.class.getName(),
                directory.resolve("lives").toString(),
                "1",
                "waits")) {
            launcher.awaitLine("waits");
            launcher.sigterm();

            assertThat(launcher.end()).as("%s", launcher.lines()).isEqualTo(ExitCode.OK);
            assertThat(launcher.lines()).contains("life 1", "life 2");
        }
    }

    @Test
    void whenTheFileIsFull_thenAnotherIsBegunAndOneIsKept() throws IOException {
        Path file = directory.resolve("full");
        try (KeptOutput kept = KeptOutput.in(file, 10)) {
            for (String text : List.of("aaaaaa", "bbbbbb", "cccccc")) {
                kept.pass(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new PrintStream(out));
            }
        }

        assertThat(file).hasContent("cccccc");
        assertThat(directory.resolve("full.1")).hasContent("bbbbbb");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("aaaaaabbbbbbcccccc");
    }
}
