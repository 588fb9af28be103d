package io.sluice.cli.quickstart;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How the quickstart's figures look on a terminal 80 characters wide. Makes text and prints nothing. */
final class Layout {
    static final int RANKS = 5;
    private static final int BAR = 24;
    private static final int WORD = 12;
    private static final int COUNT = 11;
    private static final String CELL = "  %-" + WORD + "s %" + COUNT + "s";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final boolean terminal;

    /** @param terminal whether there is somebody to see bold text */
    Layout(ZoneId zone, boolean terminal) {
        this.zone = zone;
        this.terminal = terminal;
    }

    /** An empty line, a heading with the batch's figures, and the three lists beside each other. */
    String batch(BatchReport report, int windowSeconds) {
        StringBuilder text = new StringBuilder(System.lineSeparator());
        text.append(bold(CLOCK.format(report.time().toInstant().atZone(zone))))
                .append("  %s/s, %s/s; %s, took %,d ms%n"
                        .formatted(
                                many(report.lines(), "line"),
                                many(report.words(), "word"),
                                report.lag().isPresent()
                                        ? "lag " + number(report.lag().getAsLong())
                                        : "waited %,d ms".formatted(report.schedulingDelay()),
                                report.processingDelay()));
        text.append(faint(("  %-" + (WORD + COUNT + 1) + "s   %-" + (WORD + COUNT + 1) + "s   %s%n")
                .formatted("this batch", "last %d s".formatted(windowSeconds), "whole run")));
        for (int rank = 0; rank < RANKS; rank++) {
            String row =
                    cell(report.batch(), rank) + " " + cell(report.recent(), rank) + " " + cell(report.run(), rank);
            if (!row.isBlank()) {
                text.append(row.stripTrailing()).append(System.lineSeparator());
            }
        }
        return text.toString().stripTrailing();
    }

    private static String cell(List<WordCount> words, int rank) {
        if (rank >= words.size()) {
            return CELL.formatted("", "");
        }
        WordCount count = words.get(rank);
        return CELL.formatted(shortened(count.word()), number(count.count()));
    }

    private static String shortened(String word) {
        return word.length() <= WORD ? word : word.substring(0, WORD - 2) + "..";
    }

    /** One line without an end. */
    String progress(Progress progress) {
        String done = "%s, %s".formatted(many(progress.batches(), "batch"), many(progress.lines(), "line"));
        if (progress.of().isEmpty()) {
            return "  %,d s, %s so far; Ctrl-C ends it".formatted(progress.seconds(), done);
        }
        int of = progress.of().getAsInt();
        int filled = (int) Math.min(BAR, BAR * progress.seconds() / of);
        return "  [%s%s] %,d of %,d s, %s"
                .formatted("#".repeat(filled), ".".repeat(BAR - filled), Math.min(of, progress.seconds()), of, done);
    }

    /** What the run came to. */
    String summary(RunFigures run, RunTotals totals, OptionalLong served) {
        StringBuilder text = new StringBuilder(System.lineSeparator())
                .append(bold("Summary"))
                .append(System.lineSeparator());
        String failures = run.failed() == 0 ? "none failed" : number(run.failed()) + " failed";
        text.append(item("batches", "%s, %s".formatted(number(run.batches()), failures)));
        text.append(item(
                "counted",
                "%s, %s, %s different"
                        .formatted(
                                many(run.lines(), "line"), many(totals.words(), "word"), number(totals.different()))));
        served.ifPresent(lines -> text.append(item("served", servedLines(lines, run.lines()))));
        text.append(item("rate", "up to %s/s".formatted(many(run.mostLines(), "line"))));
        text.append(item("waited", delays(run.waited())));
        text.append(item("took", delays(run.took())));
        if (totals.error() > 0) {
            text.append(item(
                    "rare words",
                    "were dropped from the whole run: a count may be too low by up to " + number(totals.error())));
        }
        String top = totals.top(RANKS).stream()
                .map(count -> shortened(count.word()) + " " + number(count.count()))
                .collect(Collectors.joining(", "));
        return text.append(item("top words", top)).toString().stripTrailing();
    }

    /** What a reader of the results' topic found after the run. */
    String results(String topic, KafkaResults results, long words) {
        StringBuilder text = new StringBuilder("%s in topic %s; ".formatted(many(results.records(), "total"), topic));
        text.append(
                results.words() == words
                        ? "their last ones are those above"
                        : "their last ones have %s instead of %s"
                                .formatted(many(results.words(), "word"), number(words)));
        text.append(
                results.wrong() == 0
                        ? ", none is there twice"
                        : ", %s came twice or out of order".formatted(number(results.wrong())));
        return item("results", text.toString()).stripTrailing();
    }

    private static String servedLines(long served, long counted) {
        return served == counted
                ? "the same number of lines: none is missing"
                : "%s; the difference was on its way when the run ended".formatted(many(served, "line"));
    }

    private static String delays(Delays delays) {
        return "median %,d ms, at most %,d ms".formatted(delays.median(), delays.longest());
    }

    private static String item(String name, String text) {
        return "  %-11s %s%n".formatted(name, text);
    }

    String bold(String text) {
        return terminal ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String faint(String text) {
        return terminal ? "\u001b[2m" + text.stripTrailing() + "\u001b[0m" + System.lineSeparator() : text;
    }

    static String many(long count, String what) {
        String plural = what.endsWith("ch") ? what + "es" : what + "s";
        return number(count) + " " + (count == 1 ? what : plural);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
