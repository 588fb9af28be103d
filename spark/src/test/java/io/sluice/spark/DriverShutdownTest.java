package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.spark.cluster.SparkProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a driver: Spark stops its context then, too, which must wait for the batch in hand. */
@Tag("cluster") // starts Sparks of its own, which takes seconds
class DriverShutdownTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private SparkProcess start(String name, Gate gate) {
        return SparkProcess.start(
                name,
                directory.resolve(name + ".log"),
                Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
                System.getProperty("java.class.path"),
                List.of(JavaModuleOptions.defaultModuleOptions().split(" ")),
                List.of(
                        StoppedProgram.class.getName(),
                        directory.resolve("checkpoint").toString(),
                        directory.resolve("in").toString(),
                        Integer.toString(gate.port())));
    }

    private void write(String line) throws IOException {
        Path whole = Files.writeString(directory.resolve(line), line + "\n");
        Files.move(whole, directory.resolve("in").resolve(line), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void theBatchInHandIsFinished_andNotDoneAgain() throws Exception {
        Files.createDirectories(directory.resolve("in"));
        try (Gate gate = Gate.open();
                SparkProcess first = start("first", gate)) {
            first.awaitLine("started", PATIENCE);
            write("one");
            Gate.Waiting inHand = gate.next();

            ProcessHandle.of(first.pid()).orElseThrow().destroy();
            first.awaitLine("ends", PATIENCE);
            inHand.pass();

            assertThat(first.awaitEnd(PATIENCE)).isPresent();
            assertThat(first.lines()).contains("output one");
            try (SparkProcess second = start("second", gate)) {
                second.awaitLine("started", PATIENCE);
                write("two");
                Gate.Waiting next = gate.next();
                next.pass();

                second.awaitLine("output two", PATIENCE);
                assertThat(next.who()).isEqualTo("two");
                assertThat(second.lines()).doesNotContain("output one");
            }
        }
    }
}
