package io.sluice.streaming.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a program fits a checkpoint, and why: computed from names and settings before anything is started.
 *
 * @param location the checkpoint directory
 * @param findings what is different or worth knowing, in the program's order
 */
public record Verdict(String location, boolean exists, List<Finding> findings) {
    /** The three answers, and the one for a first start. */
    public enum Outcome {
        /** There is no checkpoint yet. */
        NEW,
        SAME,
        COMPATIBLE,
        INCOMPATIBLE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a finding means for the verdict. */
    public enum Weight {
        /** Worth knowing, nothing has changed. */
        NOTE,
        /** The program has changed, and fits. */
        CHANGE,
        /** The program does not fit. */
        OBSTACLE
    }

    /**
     * One thing found.
     *
     * @param wayOut what to do about it; empty if nothing need be done
     */
    public record Finding(Weight weight, String text, String wayOut) {}

    public Verdict {
        findings = List.copyOf(findings);
    }

    static Verdict nothingThere(String location) {
        return new Verdict(location, false, List.of());
    }

    public Outcome outcome() {
        if (!exists) {
            return Outcome.NEW;
        }
        if (has(Weight.OBSTACLE)) {
            return Outcome.INCOMPATIBLE;
        }
        return has(Weight.CHANGE) ? Outcome.COMPATIBLE : Outcome.SAME;
    }

    private boolean has(Weight weight) {
        return findings.stream().anyMatch(finding -> finding.weight() == weight);
    }

    /** The findings that keep the program from starting. */
    public List<Finding> obstacles() {
        return findings.stream()
                .filter(finding -> finding.weight() == Weight.OBSTACLE)
                .toList();
    }

    /**
     * Returns if the program fits.
     *
     * @throws io.sluice.error.StreamException {@code CHECKPOINT_INCOMPATIBLE}, with the obstacles and the ways out
     */
    public void requireCompatible() {
        if (outcome() == Outcome.INCOMPATIBLE) {
            throw CheckpointErrors.incompatible(this);
        }
    }

    /** For people: one line, and one for each finding. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Checkpoint ").append(location).append(": ");
        text.append(
                switch (outcome()) {
                    case NEW -> "new, the program starts from nothing";
                    case SAME -> "same, the program goes on where it was";
                    case COMPATIBLE -> "compatible, the program goes on where it was";
                    case INCOMPATIBLE -> "incompatible, because";
                });
        for (Finding finding : findings) {
            text.append("\n  ").append(finding.text());
            if (!finding.wayOut().isEmpty()) {
                text.append(' ').append(finding.wayOut());
            }
        }
        return text.toString();
    }

    /** For programs: an object with {@code checkpoint}, {@code verdict} and an array of {@code findings}. */
    public String toJson() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add("    {\"weight\": %s, \"text\": %s, \"wayOut\": %s}"
                    .formatted(
                            Json.text(finding.weight().name().toLowerCase(java.util.Locale.ROOT)),
                            Json.text(finding.text()),
                            Json.text(finding.wayOut())));
        }
        return "{\n  \"checkpoint\": %s,\n  \"verdict\": %s,\n  \"findings\": [%s]\n}"
                .formatted(
                        Json.text(location),
                        Json.text(outcome().toString()),
                        lines.isEmpty() ? "" : "\n" + String.join(",\n", lines) + "\n  ");
    }
}
