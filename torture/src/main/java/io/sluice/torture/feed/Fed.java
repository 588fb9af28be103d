package io.sluice.torture.feed;

import io.sluice.torture.program.Delivery;
import java.util.List;

/**
 * What a program was given.
 *
 * @param records sent over connections, by number; as deliveries of no connection
 * @param spans what was sent of them, by connection
 * @param inFiles all lines of files
 */
record Fed(List<Delivery> records, List<Span> spans, List<Delivery> inFiles) {
    /**
     * What one connection had of the records: from the first to {@code sent}, of which those before {@code acknowledged} must
     * be there, and of the rest, again, those before some number.
     */
    record Span(int connection, long first, long acknowledged, long sent) {}

    /** A record as a connection had it. */
    Delivery delivery(int connection, long number) {
        Delivery record = records.get((int) number);
        return new Delivery(connection, number, record.key(), record.sequence());
    }
}
