package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.spark.cluster.SparkHome;
import io.sluice.spark.cluster.StandaloneCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs go to a real cluster, as small jars without Sluice in them. */
@Tag("cluster")
class SubmitToClusterTest {
    private static final Pattern TOLD = Pattern.compile("pid=(\\d+) sum=10100 master=(\\S+) inline=77");

    @TempDir
    static Path directory;

    private static StandaloneCluster cluster;
    private static Path jar;

    @BeforeAll
    static void start() throws IOException {
        cluster = StandaloneCluster.start(SparkHome.ofBuild(), directory, new StandaloneCluster.Size(2, 2, 1200));
        jar = ProgramJar.of(directory.resolve("app.jar"), CountingProgram.class);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static LauncherProcess submit(ServerSocket test, int exitCode, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "submit",
                "--master",
                cluster.url(),
                "--driver-memory",
                "512m",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.cores.max=1",
                "--conf",
                "sluice.task.inlineRecords=77"));
        line.addAll(List.of(options));
        line.addAll(List.of("--class", CountingProgram.class.getName(), jar.toString()));
        line.addAll(List.of(Integer.toString(test.getLocalPort()), Integer.toString(exitCode)));
        return LauncherProcess.start(cluster.home().environment(), line.toArray(String[]::new));
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket test = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        test.setSoTimeout(180_000);
        return test;
    }

    /** Answers the process that told it. */
    private static ProcessHandle told(Socket program) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8)).readLine();
        Matcher told = TOLD.matcher(String.valueOf(line));
        assertThat(told.matches())
                .as("what the program told: " + line + "\n" + cluster.logs())
                .isTrue();
        assertThat(told.group(2)).isEqualTo(cluster.url());
        return ProcessHandle.of(Long.parseLong(told.group(1))).orElseThrow();
    }

    @Test
    void inClientMode_theProgramRunsInAProcessHere_andItsExitCodeComesBack() throws Exception {
        try (ServerSocket test = listen();
                LauncherProcess launcher = submit(test, 9)) {
            try (Socket program = test.accept()) {
                assertThat(cluster.drivers()).doesNotContain(told(program));
            }
            assertThat(launcher.end()).as(() -> launcher.lines().toString()).isEqualTo(9);
        }
    }

    @Test
    void inClusterMode_aSupervisedDriverThatIsKilledComesBack() throws Exception {
        try (ServerSocket test = listen();
                LauncherProcess launcher = submit(test, 0, "--deploy-mode", "cluster", "--supervise")) {
            assertThat(launcher.end()).as(() -> launcher.lines().toString()).isZero();
            ProcessHandle first;
            try (Socket program = test.accept()) {
                first = told(program);
                assertThat(cluster.drivers()).contains(first);
                first.destroyForcibly();
            }
            try (Socket program = test.accept()) {
                assertThat(told(program)).isNotEqualTo(first);
            }
        }
    }
}
