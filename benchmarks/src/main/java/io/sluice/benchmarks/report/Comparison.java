package io.sluice.benchmarks.report;

import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Measurements;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One number that says how programs stand to each other or to a bar: a ratio of medians, or a median on its own.
 *
 * @param value from the measurements; empty when a program it needs did not run or failed
 * @param bar what was promised; a comparison without one is for information
 */
public record Comparison(String what, String unit, Function<Measurements, OptionalDouble> value, Optional<Bar> bar) {
    /** A limit, from below or from above. */
    public record Bar(boolean isLowest, double limit) {
        boolean isMetBy(double value) {
            return isLowest ? value >= limit : value <= limit;
        }
    }

    /** How many times the median of {@code over} is that of {@code under}. */
    public static Comparison ratio(String what, Figure figure, String over, String under) {
        return new Comparison(
                what,
                "×",
                results -> {
                    OptionalDouble top = results.median(over, figure);
                    OptionalDouble bottom = results.median(under, figure);
                    return top.isPresent() && bottom.isPresent()
                            ? OptionalDouble.of(top.getAsDouble() / bottom.getAsDouble())
                            : OptionalDouble.empty();
                },
                Optional.empty());
    }

    /**
     * The median of one program.
     *
     * @param unit empty for a plain number
     */
    public static Comparison median(String what, String unit, Figure figure, String label) {
        return new Comparison(
                what, unit.isEmpty() ? "" : " " + unit, results -> results.median(label, figure), Optional.empty());
    }

    /** That every run finishes; a program whose result is wrong must fail itself. */
    public static Comparison finishes(String what, String label) {
        return new Comparison(
                what,
                " % of runs",
                results -> {
                    OptionalDouble share = results.finishedShare(label);
                    return share.isPresent() ? OptionalDouble.of(100 * share.getAsDouble()) : share;
                },
                Optional.of(new Bar(true, 100)));
    }

    public Comparison atLeast(double limit) {
        return new Comparison(what, unit, value, Optional.of(new Bar(true, limit)));
    }

    public Comparison atMost(double limit) {
        return new Comparison(what, unit, value, Optional.of(new Bar(false, limit)));
    }

    String barText() {
        return bar.map(b -> (b.isLowest() ? "≥ " : "≤ ") + Numbers.threeDigits(b.limit()) + unit)
                .orElse("");
    }

    String measuredText(Measurements results) {
        OptionalDouble measured = value.apply(results);
        return measured.isPresent() ? Numbers.threeDigits(measured.getAsDouble()) + unit : "not measured";
    }

    String verdict(Measurements results) {
        OptionalDouble measured = value.apply(results);
        if (bar.isEmpty() || measured.isEmpty()) {
            return "";
        }
        return bar.get().isMetBy(measured.getAsDouble()) ? "met" : "**not met**";
    }
}
