package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceConf;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StopMode;
import io.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandTest {
    @TempDir
    Path directory;

    private final Shell shell = new Shell(Path.of(""));

    @Test
    void whenAProgramHasNoCheckpointYet_thenCheckSaysNewAndLeavesNothingBehind() {
        Shell.Result result = check("--text");

        assertThat(result.out()).contains("new, the program starts from nothing");
        assertThat(result.code()).isZero();
        assertThat(checkpoint()).doesNotExist();
    }

    @Test
    void whenTheCheckpointIsOfAnotherApplication_thenCheckSaysSoAsJson() throws Exception {
        runProgram("Orders");

        Shell.Result result = check();

        assertThat(result.out())
                .contains("\"verdict\": \"incompatible\"")
                .contains("It is the checkpoint of the application 'Orders', and this is 'RecoverableWordCount'.");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void whenTheProgramHasChanged_thenCheckSaysCompatible() throws Exception {
        runProgram("RecoverableWordCount");

        Shell.Result result = check("--text");

        assertThat(result.out()).contains("The source 'lines' (socketTextStream) is new.");
        assertThat(result.code()).isEqualTo(4);
    }

    @Test
    void whenShown_thenTheProgramAndItsOperatorsAreNamed() throws Exception {
        runProgram("Orders");

        Shell.Result text = shell.run("checkpoint", "show", checkpoint().toString());
        Shell.Result json =
                shell.run("checkpoint", "show", "--json", checkpoint().toString());

        assertThat(text.out())
                .contains("Application 'Orders', a batch every 20 ms")
                .contains("source 'files' (textFileStream), replayable=true")
                .contains("output 'print-1' (print), found by its position");
        assertThat(json.out()).contains("\"application\": \"Orders\"", "\"sound\": true");
    }

    @Test
    void whenABitIsFlipped_thenVerifyNamesTheFile() throws Exception {
        runProgram("Orders");
        assertThat(verify().code()).isZero();
        Path segment = flipBit();

        Shell.Result result = verify();

        assertThat(result.out()).contains("CHECKPOINT_CORRUPT").contains(segment.toString());
        assertThat(result.code()).isEqualTo(3);
    }

    @Test
    void whenABitIsFlipped_thenNoProgramFits_andTheExitCodeSaysWhy() throws Exception {
        runProgram("RecoverableWordCount");
        Path segment = flipBit();

        Shell.Result result = check();

        assertThat(result.err()).contains("CHECKPOINT_CORRUPT").contains(segment.toString());
        assertThat(result.code()).isEqualTo(3);
    }

    private Path flipBit() throws IOException {
        Path segment;
        try (Stream<Path> segments = Files.list(checkpoint().resolve("batches"))) {
            segment = segments.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[60] ^= 4;
        Files.write(segment, bytes);
        return segment;
    }

    @Test
    void whenThereIsNoSuchDirectory_thenTheCommandLineIsWrong() {
        Shell.Result result =
                shell.run("checkpoint", "verify", directory.resolve("away").toString());

        assertThat(result.err()).contains("there is no directory");
        assertThat(result.code()).isEqualTo(2);
    }

    private Shell.Result verify() {
        return shell.run("checkpoint", "verify", checkpoint().toString());
    }

    private Shell.Result check(String... options) {
        String[] words = {
            "checkpoint",
            "check",
            "recoverable-word-count",
            "localhost",
            "9",
            checkpoint().toString()
        };
        return shell.run(Stream.concat(Stream.of(words), Stream.of(options)).toArray(String[]::new));
    }

    private Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    /** Has a program make a checkpoint, with a few batches in it. */
    private void runProgram(String name) throws Exception {
        SluiceConf conf = new SluiceConf().setMaster("local[1]").setAppName(name);
        try (StreamingContext streaming = new StreamingContext(conf, Durations.milliseconds(20))) {
            streaming.checkpoint(checkpoint().toString());
            Files.createDirectories(directory.resolve("in"));
            streaming
                    .textFileStream(directory.resolve("in").toString())
                    .name("files")
                    .print();
            streaming.start();
            while (streaming.batches().orElseThrow().termination().batchesDone() < 3) {
                streaming.awaitTerminationOrTimeout(5);
            }
            streaming.stop(StopMode.DRAIN, Durations.minutes(1)); // no batch is left unfinished
        }
    }
}
