package io.sluice.torture.feed;

/**
 * What happened on a connection. Guarded by the feeder.
 */
final class Connection {
    final int number;
    final long first;

    /** Up to here records were sent, exclusive. */
    long sent;

    /** Up to here they were acknowledged, exclusive. */
    long acknowledged;

    Connection(int number, long first) {
        this.number = number;
        this.first = first;
        this.sent = first;
        this.acknowledged = first;
    }

    boolean hasTaken() {
        return acknowledged > first;
    }
}
