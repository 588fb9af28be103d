package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.kafka.broker.KafkaBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTest {
    @TempDir
    Path directory;

    Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
    }

    @Test
    void givenAFile_thenItsWordsAreCountedAndNoLineIsMissing() throws IOException {
        Path input = Files.writeString(directory.resolve("poem.txt"), "The sea, the sea!\n\nThe open sea\n");

        Shell.Result result = shell.run("quickstart", "--seconds", "1", "--input", input.toString(), "--rate", "100");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("poem.txt (1 file), 100 lines/s")
                .contains("this batch", "last 30 s", "whole run")
                .containsPattern("sea +[\\d,]+ +sea +[\\d,]+ +sea +[\\d,]+")
                .contains("words, 3 different")
                .contains("none failed", "none is missing");
    }

    @Test
    void givenNoInput_thenTheTextOfTheCheckoutIsServed() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("docs")).resolve("guide.md"), "sluices open\n");
        Files.writeString(Files.createDirectory(directory.resolve("target")).resolve("built.txt"), "unwanted\n");

        Shell.Result result = shell.run("quickstart", "--seconds", "1");

        assertThat(result.out())
                .contains("the text of this checkout (1 file)", "sluices")
                .doesNotContain("unwanted");
    }

    @Test
    void givenAServerThatSendsAndGoes_thenItsLinesAreCountedAndTheEndIsToldOf() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served =
                    CompletableFuture.runAsync(() -> sendTo(listener, "one line\nand another\n"));

            Shell.Result result =
                    shell.run("quickstart", "--seconds", "1", "--connect", "127.0.0.1:" + listener.getLocalPort());

            served.join();
            assertThat(result.code()).isEqualTo(ExitCode.OK);
            assertThat(result.out()).contains("2 lines, 4 words, 4 different", "closed the connection. Trying again.");
        }
    }

    private static void sendTo(ServerSocket listener, String text) {
        try (Socket client = listener.accept()) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    @Test
    void givenAServerThatIsNotThere_thenTheRunEndsWithASentence() throws IOException {
        int free;
        try (ServerSocket gone = new ServerSocket(0)) {
            free = gone.getLocalPort();
        }

        Shell.Result result = shell.run("quickstart", "--connect", "127.0.0.1:" + free);

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("Cannot connect to 127.0.0.1:" + free, "Start a server there first", "nc -lk " + free)
                .doesNotContain("\tat ");
    }

    @Test
    @Tag("server")
    void givenKafkaAndNoBroker_thenOneIsStartedAndEachResultIsInATopicOnce() throws IOException {
        Path input = Files.writeString(directory.resolve("poem.txt"), "The sea, the sea!\n\nThe open sea\n");

        Shell.Result result =
                shell.run("quickstart", "--kafka", "--seconds", "3", "--input", input.toString(), "--rate", "100");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("one in this JVM, at localhost:")
                .contains("poem.txt (1 file), 100 lines/s, to topic sluice-quickstart-lines")
                .contains("lag 0")
                .containsPattern("sea +[\\d,]+ +sea +[\\d,]+ +sea +[\\d,]+")
                .contains("none failed", "none is missing")
                .contains("in topic sluice-quickstart-counts; their last ones are those above, none is there twice");
    }

    @Test
    @Tag("server")
    void givenABroker_thenItIsUsed_alsoByASecondRun() throws IOException {
        Path input = Files.writeString(directory.resolve("poem.txt"), "The sea\n");
        try (KafkaBroker broker = KafkaBroker.start()) {
            String[] command = {
                "quickstart", "--kafka", broker.bootstrapServers(), "--seconds", "2", "--input", input.toString()
            };
            shell.run(command);

            Shell.Result second = shell.run(command);

            assertThat(second.out())
                    .contains("broker    " + broker.bootstrapServers())
                    .contains("their last ones are those above, none is there twice");
        }
    }

    @Test
    void givenABrokerThatIsNotThere_thenTheRunEndsWithASentence() throws IOException {
        Files.writeString(directory.resolve("a.txt"), "a\n");
        int free;
        try (ServerSocket gone = new ServerSocket(0)) {
            free = gone.getLocalPort();
        }

        Shell.Result result = shell.run("quickstart", "--kafka", "127.0.0.1:" + free);

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("No Kafka broker answers at 127.0.0.1:" + free, "Start one there first")
                .doesNotContain("\tat ");
    }

    @Test
    void givenKafkaAndAServer_thenOneOfThemIsTooMuch() throws IOException {
        Shell.Result result = shell.run("quickstart", "--kafka", "--connect", "localhost:9999");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_COMMAND_LINE);
        assertThat(result.err()).contains("--kafka and --connect");
    }

    @Test
    void givenAnUnknownSetting_thenTheNearestIsNamed() throws IOException {
        Files.writeString(directory.resolve("a.txt"), "a\n");

        Shell.Result result = shell.run("quickstart", "--conf", "sluice.mastr=local");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_COMMAND_LINE);
        assertThat(result.err()).contains("There is no setting sluice.mastr", "sluice.master");
    }
}
