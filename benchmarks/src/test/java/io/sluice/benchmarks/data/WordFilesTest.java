package io.sluice.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordFilesTest {
    @Test
    void theSameBytesAreMadeEachTime(@TempDir Path first, @TempDir Path second) throws IOException {
        WordFiles.write(first, 2, 1_000);
        WordFiles.write(second, 2, 1_000);

        assertThat(first.resolve("words-00.txt")).hasSameBinaryContentAs(second.resolve("words-00.txt"));
        assertThat(first.resolve("words-01.txt")).hasSameBinaryContentAs(second.resolve("words-01.txt"));
    }

    @Test
    void aFileHasAllItsWordsInLinesOfTextAndEndsWithALineBreak(@TempDir Path folder) throws IOException {
        WordFiles.write(folder, 1, 10_000);

        String text = Files.readString(folder.resolve("words-00.txt"));
        List<String> lines = text.lines().toList();
        assertThat(text).endsWith("\n");
        assertThat(lines.stream().mapToInt(line -> line.split(" ", -1).length).sum())
                .isEqualTo(10_000);
        assertThat(lines.subList(0, lines.size() - 1))
                .allSatisfy(line -> assertThat(line.length()).isBetween(60, 72));
    }

    @Test
    void theCommonestWordIsSeenAboutTwiceAsOftenAsTheNext(@TempDir Path folder) throws IOException {
        WordFiles.write(folder, 1, 200_000);

        List<Long> counts = Files.readString(folder.resolve("words-00.txt"))
                .lines()
                .flatMap(line -> List.of(line.split(" ", -1)).stream())
                .collect(Collectors.groupingBy(word -> word, Collectors.counting()))
                .values()
                .stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        assertThat((double) counts.get(0) / counts.get(1)).isBetween(1.8, 2.2);
    }
}
