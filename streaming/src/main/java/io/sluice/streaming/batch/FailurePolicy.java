package io.sluice.streaming.batch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a batch that fails means for those after it.
 *
 * @param attempts how often an output is tried before it counts as failed
 * @param goOn whether later batches run all the same
 */
public record FailurePolicy(int attempts, boolean goOn) {
    private static final Pattern RETRY = Pattern.compile("retry\\((\\d+)\\)");

    /**
     * Reads {@code stop}, {@code retry(n)} (n more attempts, then stop) or {@code skip} (count it, and go on).
     *
     * @throws IllegalArgumentException for any other text
     */
    public static FailurePolicy parse(String text) {
        Matcher retry = RETRY.matcher(text.trim());
        if (retry.matches()) {
            return new FailurePolicy(1 + Integer.parseInt(retry.group(1)), false);
        }
        return switch (text.trim()) {
            case "stop" -> new FailurePolicy(1, false);
            case "skip" -> new FailurePolicy(1, true);
            default -> throw new IllegalArgumentException("stop, retry(n) or skip is expected");
        };
    }

    @Override
    public String toString() {
        return goOn ? "skip" : attempts == 1 ? "stop" : "retry(%d)".formatted(attempts - 1);
    }
}
