package io.sluice.streaming;

/** Names the directory that a batch is saved to. */
final class BatchDirectory {
    private BatchDirectory() {}

    /** {@code prefix-TIME} or {@code prefix-TIME.suffix}, the time in milliseconds. */
    static String of(String prefix, String suffix, Time time) {
        String name = prefix + "-" + time.milliseconds();
        return suffix == null || suffix.isEmpty() ? name : name + "." + suffix;
    }
}
