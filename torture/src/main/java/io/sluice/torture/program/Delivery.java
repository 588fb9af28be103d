package io.sluice.torture.program;

import java.io.Serializable;

/**
 * A record as it was sent once: a record that is sent again, because nobody said that it had arrived, is another delivery of
 * another connection. Each delivery must count once at most, and once exactly if it was acknowledged.
 *
 * @param connection from 1, growing; {@link #FILE} for a line of a file
 * @param number of the record, from 0, among those of sockets or of files
 * @param sequence from 0, counted for each key
 */
public record Delivery(int connection, long number, String key, long sequence) implements Serializable {
    /** The connection of what comes in files. */
    public static final int FILE = 0;

    /** What {@link #line} wrote. */
    static Delivery parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Delivery(FILE, Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]));
    }

    /** As a line of a file. */
    public String line() {
        return "%d %s %d".formatted(number, key, sequence);
    }

    /** A number that tells this delivery from others, to be added up. */
    public long mark() {
        long mixed = (connection * 1_000_003L + number + 1) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
