package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedRecordReaderTest {
    @TempDir
    Path root;

    @Test
    void whereverAFileIsCut_eachRecordIsReadOnce() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "aaabbbcccddd");

        for (int cut = 0; cut <= 12; cut++) {
            List<String> records = new ArrayList<>(records(new FileSplit(file, 0, cut), 3));
            records.addAll(records(new FileSplit(file, cut, 12), 3));

            assertThat(records).as("cut at %d", cut).containsExactly("aaa", "bbb", "ccc", "ddd");
        }
    }

    @Test
    void recordsMayBeLargerThanTheBuffer() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), new byte[600_000]);

        assertThat(records(FileSplit.whole(file), 200_000)).hasSize(3);
    }

    @Test
    void aCompressedFileIsItsRecords() throws IOException {
        byte[] bytes = TestFiles.compress(Compression.ZSTD, "aabbcc".getBytes(StandardCharsets.UTF_8));
        InputFile file = TestFiles.write(root.resolve("f.zst"), bytes);

        assertThat(records(FileSplit.whole(file), 2)).containsExactly("aa", "bb", "cc");
        assertThat(TestFiles.failureOf(() -> records(FileSplit.whole(file), 4)).code())
                .isEqualTo(ErrorCode.RECORD_LENGTH_WRONG);
    }

    @Test
    void aFileThatIsNoMultipleIsRefused_namingBothLengths() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "aaab");

        StreamException failure = TestFiles.failureOf(() -> records(new FileSplit(file, 0, 2), 3));

        assertThat(failure.code()).isEqualTo(ErrorCode.RECORD_LENGTH_WRONG);
        assertThat(failure.problem())
                .isEqualTo("'%s' has 4 bytes, which is no multiple of the record length 3.".formatted(file.path()));
    }

    @Test
    void thePositionIsThatOfTheLastRecord() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "aaabbb");
        try (FixedRecordReader reader = FixedRecordReader.open(FileSplit.whole(file), 3)) {
            reader.next();
            reader.next();

            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.position()).isEqualTo(new FilePosition(file.path(), 3));
        }
    }

    private static List<String> records(FileSplit split, int length) {
        List<String> records = new ArrayList<>();
        try (FixedRecordReader reader = FixedRecordReader.open(split, length)) {
            reader.forEachRemaining(record -> records.add(new String(record, StandardCharsets.UTF_8)));
        }
        return records;
    }
}
