package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveTest {
    @TempDir
    Path directory;

    @Test
    void whenBatchesAreSaved_thenEachHasADirectoryThatSaysItsTime() throws Exception {
        try (BatchByBatch run = new BatchByBatch()) {
            DStream<String> words = words(run);
            words.saveAsTextFiles(directory.resolve("words").toString(), "txt");
            words.saveAsObjectFiles(directory.resolve("objects").toString());
            run.start();

            run.runBatch();

            assertThat(directory.resolve("words-1000001000.txt/part-00000")).hasContent("to\nbe\n");
            assertThat(run.streaming()
                            .sluiceContext()
                            .<String>objectFile(
                                    directory.resolve("objects-1000001000").toString())
                            .collect())
                    .containsExactly("to", "be");
        }
    }

    @Test
    void whenABatchRunsAgain_thenItReplacesItsDirectory() throws Exception {
        Path before = Files.createDirectories(directory.resolve("words-1000001000"));
        Files.writeString(before.resolve("part-00007"), "half of it");
        try (BatchByBatch run = new BatchByBatch()) {
            words(run).saveAsTextFiles(directory.resolve("words").toString());
            run.start();

            run.runBatch();
        }

        assertThat(before).isDirectoryNotContaining("glob:**/part-00007");
        assertThat(before.resolve("_SUCCESS")).exists();
    }

    private static DStream<String> words(BatchByBatch run) {
        Rdd<String> first = run.streaming().sluiceContext().parallelize(List.of("to", "be"), 1);
        return run.streaming().queueStream(new ArrayDeque<>(List.of(first)));
    }
}
