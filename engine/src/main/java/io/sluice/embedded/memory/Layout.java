package io.sluice.embedded.memory;

/** How many bytes the JVM gives to strings, arrays and collections. Stateless. */
final class Layout {
    /** What to assume of something that cannot be looked at. */
    static final long UNKNOWN = 64;

    private static final long LARGEST_COMPRESSED_HEAP = 32L << 30;

    /** A reference: compressed below 32 GB of heap. */
    static final int REFERENCE = Runtime.getRuntime().maxMemory() < LARGEST_COMPRESSED_HEAP ? 4 : 8;

    static final int OBJECT_HEADER = 8 + REFERENCE;
    private static final int ARRAY_HEADER = OBJECT_HEADER + 4;
    private static final long STRING = aligned(OBJECT_HEADER + REFERENCE + 8);

    private Layout() {}

    static long aligned(long bytes) {
        return (bytes + 7) & ~7L;
    }

    static long array(long length, int elementBytes) {
        return aligned(ARRAY_HEADER + length * elementBytes);
    }

    /** A string whose first characters tell whether it takes one byte each or two. */
    static long string(String text) {
        int length = text.length();
        boolean latin = true;
        for (int i = 0; i < Math.min(length, 16); i++) {
            latin &= text.charAt(i) < 256;
        }
        return STRING + array(length, latin ? 1 : 2);
    }

    /** A list over an array that has some room to grow, without the elements. */
    static long arrayList(long size) {
        return 24 + array(size + (size >> 2), REFERENCE);
    }

    /** A collection of linked nodes with a table, as a hash map is, without the elements. */
    static long nodes(long size) {
        return 64 + size * (aligned(OBJECT_HEADER + 4 + 3L * REFERENCE) + 2L * REFERENCE);
    }
}
