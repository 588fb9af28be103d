package io.sluice.embedded;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master in this process.
 *
 * @param threads how many worker threads
 * @param maxFailures how often a task may fail before its job does, if the master says so
 */
record LocalMaster(int threads, OptionalInt maxFailures) {
    private static final Pattern FORM = Pattern.compile("local(?:\\[(\\d+|\\*)(?:\\s*,\\s*(\\d+))?])?");

    static Optional<LocalMaster> parse(String master) {
        Matcher matcher = FORM.matcher(master.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String threads = matcher.group(1);
        int count = threads == null
                ? 1
                : threads.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
        String failures = matcher.group(2);
        return count < 1
                ? Optional.empty()
                : Optional.of(new LocalMaster(
                        count, failures == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(failures))));
    }
}
