package io.sluice.storage.log;

/**
 * The end of a log that a crash left half written, and that was cut off: nothing there had been promised to be durable.
 *
 * @param file the path of the segment
 * @param offset from where it is gone
 * @param bytes how much it was
 * @param reason how it was recognised, in words
 */
public record Cut(String file, long offset, long bytes, String reason) {
    @Override
    public String toString() {
        return "%d bytes of '%s' from byte %d (%s)".formatted(bytes, file, offset, reason);
    }
}
