package io.sluice.benchmarks.plain;

import io.sluice.benchmarks.program.ColdAndWarm;
import io.sluice.benchmarks.program.WordTally;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The word count with strings: lines, {@code split}, a hash map for each thread, merged at the end. */
@SuppressWarnings("StringSplitter") // the split that such programs use; these lines have no trailing blanks
public final class StringWordCount {
    private StringWordCount() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        ColdAndWarm.measure(() -> count(folder));
    }

    private static WordTally count(Path folder) throws Exception {
        List<Map<String, int[]>> counts =
                FileWorkers.run(folder, HashMap<String, int[]>::new, StringWordCount::countFile);
        Map<String, int[]> all = counts.get(0);
        for (Map<String, int[]> others : counts.subList(1, counts.size())) {
            others.forEach((word, count) -> all.computeIfAbsent(word, w -> new int[1])[0] += count[0]);
        }
        WordTally tally = new WordTally();
        all.forEach((word, count) -> tally.add(word, count[0]));
        return tally;
    }

    private static void countFile(Path file, Map<String, int[]> counts) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (String word : line.split(" ")) {
                    counts.computeIfAbsent(word, w -> new int[1])[0]++;
                }
            }
        }
    }
}
