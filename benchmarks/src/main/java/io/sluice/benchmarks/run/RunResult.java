package io.sluice.benchmarks.run;

import java.util.Map;
import java.util.Optional;

/**
 * What one run of one program gave.
 *
 * @param values the program's {@code key=value} lines
 * @param arrivalMillis for each key, how long after the start of the process its line arrived
 * @param failure why the run counts as failed, if it does
 */
public record RunResult(Map<String, String> values, Map<String, Double> arrivalMillis, Optional<String> failure) {
    public RunResult {
        values = Map.copyOf(values);
        arrivalMillis = Map.copyOf(arrivalMillis);
    }
}
