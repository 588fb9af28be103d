package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path root;

    @Test
    void textIsDecompressed_bytesAreAsTheyLie() throws IOException {
        byte[] compressed = TestFiles.compress(Compression.GZIP, "a\r\nü".getBytes(StandardCharsets.UTF_8));
        InputFile file = TestFiles.write(root.resolve("f.gz"), compressed);

        assertThat(WholeFile.text(file)).isEqualTo("a\r\nü");
        assertThat(WholeFile.bytes(file)).isEqualTo(compressed);
    }

    @Test
    void anEmptyFileIsAnEmptyRecord() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "");

        assertThat(WholeFile.text(file)).isEmpty();
        assertThat(WholeFile.bytes(file)).isEmpty();
    }

    @Test
    void aFileThatFitsInNoArrayIsRefused() throws IOException {
        Path path = root.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        InputFile file = PathPattern.of(path.toString()).files().get(0);

        assertThat(TestFiles.failureOf(() -> WholeFile.bytes(file)).code()).isEqualTo(ErrorCode.FILE_TOO_LARGE);
    }
}
