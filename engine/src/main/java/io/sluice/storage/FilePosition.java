package io.sluice.storage;

/**
 * Where a record comes from, for error messages: the file, and the offset of the record's first byte in it, counted in
 * the decompressed content.
 */
public record FilePosition(String path, long offset) {
    @Override
    public String toString() {
        return "byte %d of '%s'".formatted(offset, path);
    }
}
