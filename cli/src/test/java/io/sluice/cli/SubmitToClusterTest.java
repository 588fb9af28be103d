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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        jar = ProgramJar.of(directory.resolve("app.jar"), CountingProgram.class, SupervisedStream.class);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static LauncherProcess submit(ServerSocket test, int exitCode, String... options) throws IOException {
        List<String> program = List.of(
                "--class",
                CountingProgram.class.getName(),
                jar.toString(),
                Integer.toString(test.getLocalPort()),
                Integer.toString(exitCode));
        return submit(List.of(options), program);
    }

    private static LauncherProcess submit(List<String> options, List<String> program) throws IOException {
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
        line.addAll(options);
        line.addAll(program);
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

    /** What a run of {@link SupervisedStream} tells. */
    private static final class Told implements AutoCloseable {
        private final Socket program;
        private final BufferedReader lines;
        private final ProcessHandle driver;

        private Told(Socket program) throws IOException {
            this.program = program;
            this.lines = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
            this.driver = ProcessHandle.of(Long.parseLong(next("pid "))).orElseThrow();
            assertThat(cluster.drivers()).contains(driver);
        }

        static Told accept(ServerSocket test) throws IOException {
            Socket program = test.accept();
            program.setSoTimeout(120_000);
            return new Told(program);
        }

        /** What stands behind a word in the next line that begins with it. */
        private String next(String word) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.startsWith(word)) {
                line = lines.readLine();
            }
            assertThat(line).as("line of a program: " + cluster.logs()).isNotNull();
            return line.substring(word.length());
        }

        /** Kills it between the two outputs of a batch that has records. */
        void killInBatch() throws IOException {
            while (next("seen ").equals("0")) {
                // files are found by a later batch
            }
            driver.destroyForcibly();
        }

        void awaitSave() throws IOException {
            next("saved");
        }

        void end() throws IOException {
            program.getOutputStream().write('.');
        }

        @Override
        public void close() throws IOException {
            program.close();
        }
    }

    private static List<String> saved(Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    private static void moveIn(Path input, String name) throws IOException {
        Path written = Files.writeString(input.resolveSibling(name), "to be or not to be\n".repeat(10));
        Files.move(written, input.resolve(name));
    }

    @Test
    void aSupervisedStreamWhoseDriverIsKilledTwice_goesOnWithItsState_andEachRecordCountsOnce(@TempDir Path own)
            throws Exception {
        Path input = Files.createDirectory(own.resolve("in"));
        Path output = Files.createDirectory(own.resolve("out"));
        List<String> expected = new ArrayList<>();
        for (int n = 1; n <= 60; n++) {
            expected.add("be " + n);
            expected.add("to " + n);
        }
        for (int n = 1; n <= 30; n++) {
            expected.add("not " + n);
            expected.add("or " + n);
        }
        expected.sort(Comparator.naturalOrder());
        try (ServerSocket test = listen();
                LauncherProcess launcher = submit(
                        List.of("--deploy-mode", "cluster", "--supervise"),
                        List.of(
                                "--class",
                                SupervisedStream.class.getName(),
                                jar.toString(),
                                Integer.toString(test.getLocalPort()),
                                own.resolve("checkpoint").toString(),
                                input.toString(),
                                output.toString()))) {
            assertThat(launcher.end()).as(() -> launcher.lines().toString()).isZero();
            try (Told first = Told.accept(test)) {
                first.awaitSave(); // files that are older than the program are not read
                moveIn(input, "1.txt");
                first.killInBatch();
            }
            moveIn(input, "2.txt");
            try (Told second = Told.accept(test)) {
                second.killInBatch();
            }
            moveIn(input, "3.txt");
            try (Told third = Told.accept(test)) {
                while (saved(output).size() < expected.size()) {
                    third.awaitSave();
                }
                third.awaitSave(); // one more batch, which has nothing to save
                assertThat(saved(output)).isEqualTo(expected);
                third.end();
            }
        }
    }
}
