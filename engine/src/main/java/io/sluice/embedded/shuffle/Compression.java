package io.sluice.embedded.shuffle;

import com.github.luben.zstd.Zstd;
import java.io.IOException;

/**
 * Compresses blocks with zstd at its fastest level; where its native code does not run, blocks stay as they are. Confined.
 */
final class Compression {
    private static final int LEVEL = 1;

    private byte[] compressed = {};

    /** Compresses into {@link #compressed()}; the result is at least {@code length} if nothing was gained. */
    int compress(byte[] raw, int length) {
        if (!Native.WORKS) {
            return length;
        }
        int bound = (int) Zstd.compressBound(length);
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        long stored = Zstd.compressByteArray(compressed, 0, bound, raw, 0, length, LEVEL);
        return Zstd.isError(stored) ? length : (int) stored;
    }

    byte[] compressed() {
        return compressed;
    }

    /** Restores a block of known length. */
    static void decompress(byte[] stored, int storedLength, byte[] raw, int rawLength) throws IOException {
        long restored = Zstd.decompressByteArray(raw, 0, rawLength, stored, 0, storedLength);
        if (restored != rawLength) {
            throw new IOException("a block of %d bytes does not decompress to %d".formatted(storedLength, rawLength));
        }
    }

    /** Whether the native library is there, found out at first use. */
    private static final class Native {
        static final boolean WORKS = works();

        private static boolean works() {
            try {
                return Zstd.compressBound(1) > 0;
            } catch (LinkageError e) {
                return false;
            }
        }
    }
}
