package io.sluice.benchmarks.report;

import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Measurements;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.run.Spread;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run of one workload has to say, ready to be written as text. */
public record Section(
        String title,
        String explanation,
        LocalDate date,
        int runs,
        Machine machine,
        Versions versions,
        List<Program> programs,
        List<Figure> figures,
        List<Comparison> comparisons,
        Map<String, Set<String>> disagreements,
        Measurements results) {

    /** Whether every program that had to finish did, and all found the same. */
    public boolean isSound() {
        return disagreements.isEmpty()
                && programs.stream()
                        .filter(program -> !program.mayFail())
                        .allMatch(program -> results.failure(program.label()).isEmpty());
    }

    /** The section without its heading line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". ").append(explanation).append("\n\n");
        text.append("%s, median of %d interleaved runs (least – most). %s; %s; load average before: %s.%n%n"
                .formatted(date, runs, machine.text(), versions.text(), machine.loadBefore()));
        text.append(programTable().text()).append('\n');
        disagreements.forEach((key, values) ->
                text.append("**The programs disagree** on %s: %s%n%n".formatted(key, String.join(", ", values))));
        if (!comparisons.isEmpty()) {
            text.append(comparisonTable().text()).append('\n');
        }
        return text.toString();
    }

    private Table programTable() {
        List<String> headings = new ArrayList<>(List.of("program", "JVM"));
        figures.forEach(figure -> headings.add(figure.heading()));
        Table table = new Table(headings);
        programs.forEach(program -> table.add(row(program)));
        return table;
    }

    private List<String> row(Program program) {
        List<String> cells = new ArrayList<>(List.of(program.label(), String.join(" ", program.jvmFlags())));
        String missing =
                results.failure(program.label()).map(why -> "failed: " + why).orElse("–");
        for (Figure figure : figures) {
            cells.add(results.spread(program.label(), figure).map(Section::text).orElse(missing));
            missing = results.spread(program.label(), figure).isPresent() ? missing : "–"; // the reason once
        }
        return cells;
    }

    private static String text(Spread spread) {
        return "%s (%s – %s)"
                .formatted(
                        Numbers.threeDigits(spread.median()),
                        Numbers.threeDigits(spread.min()),
                        Numbers.threeDigits(spread.max()));
    }

    private Table comparisonTable() {
        Table table = new Table(List.of("comparison", "bar", "measured", "verdict"));
        for (Comparison comparison : comparisons) {
            table.add(List.of(
                    comparison.what(),
                    comparison.barText(),
                    comparison.measuredText(results),
                    comparison.verdict(results)));
        }
        return table;
    }
}
