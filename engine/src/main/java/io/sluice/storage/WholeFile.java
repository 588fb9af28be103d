package io.sluice.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A file as one record: its bytes as they are, or its text. */
public final class WholeFile {
    /** The largest file that fits in one record. */
    static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final int BUFFER_BYTES = 64 << 10;

    private WholeFile() {}

    /**
     * The bytes of the file as they lie there, compressed or not.
     *
     * @throws io.sluice.error.StreamException {@code FILE_TOO_LARGE} if they do not fit in an array
     */
    public static byte[] bytes(InputFile file) {
        if (file.length() > MOST_BYTES) {
            throw StorageErrors.tooLarge(file.path(), file.length());
        }
        try (FileContent content = FileContent.openRaw(file)) {
            byte[] bytes = new byte[(int) file.length()];
            content.readFully(bytes, 0, bytes.length);
            return bytes;
        }
    }

    /**
     * The content of the file, decompressed, as UTF-8; bytes that are no UTF-8 become U+FFFD.
     *
     * @throws io.sluice.error.StreamException {@code FILE_TOO_LARGE} if it does not fit in a String
     */
    public static String text(InputFile file) {
        if (file.compression() == Compression.NONE) {
            return new String(bytes(file), StandardCharsets.UTF_8);
        }
        try (FileContent content = FileContent.open(file, 0)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int read;
            while ((read = content.read(buffer, 0, buffer.length)) >= 0) {
                if (text.size() > MOST_BYTES - read) {
                    throw StorageErrors.tooLarge(file.path(), -MOST_BYTES);
                }
                text.write(buffer, 0, read);
            }
            return text.toString(StandardCharsets.UTF_8);
        }
    }
}
