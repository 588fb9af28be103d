package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a spark-submit that shows what it was given; a real one is in {@link SubmitToClusterTest}. */
class SubmitCommandTest {
    @TempDir
    Path directory;

    Path home;
    String jar;
    Shell shell;

    @BeforeEach
    void install() throws IOException {
        home = directory.resolve("spark");
        Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(
                script,
                "#!/bin/sh\nfor word in \"$@\"; do echo \"[$word]\"; done\necho \"on $SPARK_HOME\" >&2\nexit 7\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        jar = ProgramJar.of(directory.resolve("app.jar"), CountingProgram.class, SluiceContext.class)
                .toString();
        shell = new Shell(Path.of(""), Map.of("SPARK_HOME", home.toString()));
    }

    private Shell.Result submit(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "submit";
        System.arraycopy(words, 0, line, 1, words.length);
        return shell.run(line);
    }

    @Test
    void theLineIsHandedOver_andTheExitCodeBack() {
        Shell.Result result = submit(
                "--master=spark://here:7077",
                "--deploy-mode",
                "cluster",
                "--supervise",
                "--driver-memory",
                "512m",
                "--class",
                CountingProgram.class.getName(),
                jar,
                "--conf",
                "mine");

        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err()).isEqualTo("on %s%n".formatted(home));
        assertThat(result.out().lines())
                .containsExactly(
                        "[--master]",
                        "[spark://here:7077]",
                        "[--deploy-mode]",
                        "[cluster]",
                        "[--supervise]",
                        "[--driver-memory]",
                        "[512m]",
                        "[--class]",
                        "[" + CountingProgram.class.getName() + "]",
                        "[" + jar + "]",
                        "[--conf]",
                        "[mine]");
    }

    @Test
    void settingsOfSluiceTravelAsOnesOfSparks() {
        assertThat(submit("--master", "yarn", "--conf", "sluice.streaming.blockInterval=50ms", "hdfs:///app.jar")
                        .out()
                        .lines())
                .contains("[spark.sluice.streaming.blockInterval=50ms]");
    }

    @Test
    void withoutSparkHome_itIsSaidWhatThatIs() {
        assertThat(new Shell(Path.of("")).run("submit", "--master", "yarn", jar).err())
                .contains("SPARK_HOME is not set");
        assertThat(new Shell(Path.of(""), Map.of("SPARK_HOME", "/nowhere"))
                        .run("submit", "--master", "yarn", jar)
                        .err())
                .contains("SPARK_HOME is '/nowhere'");
    }

    @Test
    void aMasterIsAskedFor_unlessTheInstallationHasOne() throws IOException {
        Shell.Result missing = submit("--class", CountingProgram.class.getName(), jar);

        assertThat(missing.code()).isEqualTo(ExitCode.WRONG_COMMAND_LINE);
        assertThat(missing.err()).contains("the master is missing", "See ./sluice help submit");

        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/spark-defaults.conf"), "spark.master yarn\n");
        assertThat(submit("--class", CountingProgram.class.getName(), jar).code())
                .isEqualTo(7);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(submit("--master", "yarn", "--class", "a.B", "missing.jar").err())
                .contains("there is no jar 'missing.jar'");
        assertThat(submit("--master", "yarn", "--class", "io.sluice.cli.CountinProgram", jar)
                        .err())
                .contains("there is no class io.sluice.cli.CountinProgram in", "did you mean io.sluice.cli.Counting");
        assertThat(submit("--master", "yarn", jar).err()).contains("names no class to run");
        assertThat(submit("--master", "yarn").err()).contains("the application is missing");
        assertThat(submit("--master").err()).contains("--master needs a value");
    }
}
