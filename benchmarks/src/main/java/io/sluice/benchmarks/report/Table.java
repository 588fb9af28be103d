package io.sluice.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns line up, so that it reads as well in a terminal. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    void add(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "the table has %d columns, the row %d".formatted(rows.get(0).size(), cells.size()));
        }
        rows.add(List.copyOf(cells));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            appendRow(text, rows.get(row), ' ');
            if (row == 0) {
                appendRow(text, rows.get(0).stream().map(heading -> "").toList(), '-');
            }
        }
        return text.toString();
    }

    private void appendRow(StringBuilder text, List<String> cells, char filler) {
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            text.append("| ").append(cell);
            text.append(String.valueOf(filler).repeat(width(column) - cell.length()))
                    .append(' ');
        }
        text.append("|\n");
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
