package io.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
    @TempDir
    Path folder;

    @Test
    void aWorkloadReplacesItsOwnSectionAndNoOther() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        ResultsFile results = new ResultsFile(file, List.of("startup", "socket"));
        results.replace("socket", "socket, first time\n");
        results.replace("startup", "start-up, first time\n");

        results.replace("socket", "socket, second time\n");

        assertThat(Files.readString(file))
                .endsWith("## startup\n\nstart-up, first time\n\n## socket\n\nsocket, second time\n");
    }

    @Test
    void writingTheSameAgainChangesNothing() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        ResultsFile results = new ResultsFile(file, List.of("startup"));
        results.replace("startup", "text\n\n| a | table |\n");
        String before = Files.readString(file);

        results.replace("startup", "text\n\n| a | table |\n");

        assertThat(Files.readString(file)).isEqualTo(before);
    }
}
