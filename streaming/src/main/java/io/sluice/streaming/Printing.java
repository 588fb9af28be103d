package io.sluice.streaming;

import io.sluice.Rdd;
import java.io.PrintStream;
import java.util.List;

/** Shows the first records of a batch to people. */
final class Printing {
    private static final String RULE = "-------------------------------------------";

    private Printing() {}

    /** Builds the text first, so that two streams printing at a time do not mix. */
    static <T> void print(PrintStream out, Rdd<T> rdd, Time time, int num) {
        List<T> first = rdd.take(num + 1);
        StringBuilder text = new StringBuilder();
        text.append(RULE)
                .append('\n')
                .append("Time: ")
                .append(time)
                .append('\n')
                .append(RULE)
                .append('\n');
        first.stream().limit(num).forEach(record -> text.append(record).append('\n'));
        if (first.size() > num) {
            text.append("...\n");
        }
        out.println(text);
    }
}
