package io.sluice.storage;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How the bytes of a file are compressed; the end of its name says so. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int BUFFER_BYTES = 64 << 10;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** The compression of a file of this name or path. */
    public static Compression of(String path) {
        if (path.endsWith(GZIP.suffix)) {
            return GZIP;
        }
        return path.endsWith(ZSTD.suffix) ? ZSTD : NONE;
    }

    /** What the name of such a file ends in, with its dot; empty for {@link #NONE}. */
    public String suffix() {
        return suffix;
    }

    /** Whether a reader can begin in the middle. */
    public boolean isSplittable() {
        return this == NONE;
    }

    /** The content of a file whose bytes are {@code bytes}. Several compressed streams in a row are read as one. */
    InputStream decode(InputStream bytes) throws IOException {
        return switch (this) {
            case NONE -> bytes;
            case GZIP -> new GZIPInputStream(bytes, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStreamNoFinalizer(bytes);
        };
    }

    /** A stream that compresses to {@code bytes}, and closes it with itself. */
    OutputStream encode(OutputStream bytes) throws IOException {
        return switch (this) {
            case NONE -> bytes;
            case GZIP -> new GZIPOutputStream(bytes, BUFFER_BYTES);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(bytes);
        };
    }
}
