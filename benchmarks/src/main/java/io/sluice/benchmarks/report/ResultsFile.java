package io.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of all workloads in one Markdown file: an introduction, then for each workload a section that begins with
 * {@code ## NAME}. Writing a workload replaces its own section and leaves the others as they were measured.
 */
public final class ResultsFile {
    private static final String HEADING = "## ";
    private static final String INTRODUCTION = """
            # Benchmark results

            Written by `./sluice bench NAME|all`; each section says when, on what machine and at which commit it was measured.
            Every program runs in a JVM of its own, with the flags its line shows. Spark and Sluice run the same user code on
            `local[2]`, up to the renames; "by hand" programs use no engine at all.

            """;

    private final Path file;
    private final List<String> order;

    /**
     * A file that need not exist yet.
     *
     * @param order the names of all workloads, in the order their sections have
     */
    public ResultsFile(Path file, List<String> order) {
        this.file = file;
        this.order = List.copyOf(order);
    }

    public void replace(String workload, String section) throws IOException {
        Map<String, String> sections = read();
        sections.put(workload, section);
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (String name : order) {
            if (sections.containsKey(name)) {
                text.append(HEADING).append(name).append("\n\n");
                text.append(sections.get(name).strip()).append("\n\n");
            }
        }
        Files.writeString(file, text.toString().stripTrailing() + "\n");
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> sections = new HashMap<>();
        if (Files.exists(file)) {
            String[] parts = Files.readString(file).split("(?m)^" + HEADING, -1);
            for (String part : List.of(parts).subList(1, parts.length)) {
                int nameEnd = part.indexOf('\n');
                sections.put(part.substring(0, nameEnd).strip(), part.substring(nameEnd + 1));
            }
        }
        return sections;
    }
}
