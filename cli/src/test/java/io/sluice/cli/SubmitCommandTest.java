package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** An installation without a script, whose launcher answers as Spark's does: with a command that shows what it was given. */
    private void installJarsOnly() throws IOException {
        Files.delete(home.resolve("bin/spark-submit"));
        Files.createDirectories(home.resolve("jars"));
        Path javaHome = directory.resolve("java");
        Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                while [ "$1" != org.apache.spark.deploy.SparkSubmit ]; do shift; done
                shift
                printf '\\0\\n'
                printf '%s\\0' /bin/sh -c 'for word in "$@"; do echo "[$word]"; done' sh "$@"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell = new Shell(Path.of(""), Map.of("SPARK_HOME", home.toString(), "JAVA_HOME", javaHome.toString()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProgramsOwnArgumentsArriveAsTheyAre(boolean jarsOnly) throws IOException {
        if (jarsOnly) {
            installJarsOnly();
        }
        List<String> own = List.of("", "a b", "@x", "--", "-v", "--conf", "\nx", "--", " ", "");
        List<String> line =
                new ArrayList<>(List.of("--master", "yarn", "--class", CountingProgram.class.getName(), jar));
        line.addAll(own);

        String out = submit(line.toArray(String[]::new)).out();

        assertThat(out)
                .endsWith("[" + jar + "]\n"
                        + own.stream().map(word -> "[" + word + "]\n").collect(Collectors.joining()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatRunsNoApplicationIsHandedOver(boolean jarsOnly) throws IOException {
        if (jarsOnly) {
            installJarsOnly();
        }
        assertThat(submit("--master", "spark://h:6066", "--kill", "driver-1")
                        .out()
                        .lines())
                .containsExactly("[--master]", "[spark://h:6066]", "[--kill]", "[driver-1]");
        assertThat(submit("--status", "driver-1").out().lines()).containsExactly("[--status]", "[driver-1]");
        assertThat(submit("--version").out().lines()).containsExactly("[--version]");
    }

    /** What the option --jars says. */
    private static List<String> jars(Shell.Result result) {
        List<String> words = result.out().lines().toList();
        String value = words.get(words.indexOf("[--jars]") + 1);
        return List.of(value.substring(1, value.length() - 1).split(",", -1));
    }

    @Test
    void jarsOfSettingsAreSentTogetherWithSluices() throws IOException {
        String program = ProgramJar.of(directory.resolve("small.jar"), CountingProgram.class)
                .toString();
        String[] rest = {"--class", CountingProgram.class.getName(), program};
        Path properties = Files.writeString(directory.resolve("my.conf"), "spark.master yarn\nspark.jars=c.jar\n");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/spark-defaults.conf"), "spark.jars  d.jar,e.jar\n");

        assertThat(jars(submit(line(rest, "--master", "yarn", "--conf", "spark.jars=b.jar"))))
                .startsWith("b.jar")
                .doesNotContain("d.jar")
                .allMatch(name -> !name.isEmpty())
                .hasSizeGreaterThan(1);
        assertThat(jars(submit(line(rest, "--properties-file", properties.toString()))))
                .startsWith("c.jar")
                .doesNotContain("d.jar");
        assertThat(jars(submit(line(rest, "--master", "yarn")))).startsWith("d.jar", "e.jar");
        assertThat(jars(submit(line(rest, "--master", "yarn", "--jars", "a.jar"))))
                .startsWith("a.jar")
                .doesNotContain("d.jar");
    }

    private static String[] line(String[] rest, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
    }

    @Test
    void aClassThatComesFromElsewhereIsNotMissed() {
        assertThat(submit("--master", "yarn", "--packages", "a:b:1", "--class", "a.B", jar)
                        .code())
                .isEqualTo(7);
        assertThat(submit("--master", "yarn", "--conf", "spark.jars=a.jar", "--class", "a.B", jar)
                        .code())
                .isEqualTo(7);
    }
}
