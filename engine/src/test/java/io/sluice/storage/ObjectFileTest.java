package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectFileTest {
    private static final ObjectCodec STRINGS = new ObjectCodec() {
        @Override
        public byte[] encode(Object record) {
            return ((String) record).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object decode(byte[] bytes, int from, int length) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
    };

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void recordsOfAllSizesAreReadBack(Compression compression) throws IOException {
        List<String> records = Stream.concat(
                        Stream.of("", "x".repeat(3_000_000), "", "y".repeat(65_532), "z".repeat(65_533)),
                        IntStream.range(0, 50_000).mapToObj(i -> "record " + i))
                .toList();

        assertThat(read(write(compression, records))).isEqualTo(records);
    }

    @Test
    void aFileWithoutRecordsHasNone() throws IOException {
        InputFile file = write(Compression.NONE, List.of());

        assertThat(file.length()).isEqualTo(8 + 16);
        try (ObjectFileReader reader = ObjectFileReader.open(file, STRINGS)) {
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void theFormatIsAsWritten() throws IOException {
        assertThat(Files.readAllBytes(write(Compression.NONE, List.of("ab", "")).asPath()))
                .asHexString()
                .isEqualTo(
                        "534C554F424A0001" // SLUOBJ, version 1
                                + "0000000A" + "1947B400" + "00000002" + "6162" + "00000000"
                                + "FFFFFFFF" + "1EC48F08" + "0000000000000002");
    }

    @Test
    void whereverTheFileIsCutOff_thatIsNoticed() throws IOException {
        InputFile whole = write(Compression.NONE, List.of("first", "second"));
        byte[] bytes = Files.readAllBytes(whole.asPath());

        for (int length = 0; length < bytes.length; length++) {
            InputFile cut = TestFiles.write(root.resolve("cut"), Arrays.copyOf(bytes, length));

            StreamException failure = TestFiles.failureOf(() -> read(cut));

            assertThat(failure).as("%d bytes", length).isNotNull();
            assertThat(failure.code()).as("%d bytes", length).isEqualTo(ErrorCode.INPUT_CORRUPT);
            assertThat(failure.problem()).contains(cut.path());
        }
    }

    @Test
    void whicheverBitIsFlipped_thatIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(
                write(Compression.NONE, List.of("first", "second")).asPath());

        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            InputFile file = TestFiles.write(root.resolve("flipped"), flipped);

            StreamException failure = TestFiles.failureOf(() -> read(file));

            assertThat(failure).as("bit %d", bit).isNotNull();
            assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_CORRUPT);
        }
    }

    @Test
    void whatFollowsTheEndIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(write(Compression.NONE, List.of("a")).asPath());
        InputFile file = TestFiles.write(root.resolve("longer"), Arrays.copyOf(bytes, bytes.length + 1));

        assertThat(TestFiles.failureOf(() -> read(file)).problem())
                .contains("byte " + bytes.length, "bytes after the end");
    }

    @Test
    void aFileOfAnotherKindIsRefused_andSoIsANewerVersion() throws IOException {
        InputFile text = TestFiles.write(root.resolve("text"), "just some text");
        InputFile newer = TestFiles.write(root.resolve("newer"), "SLUOBJ\0\2 and more");

        assertThat(TestFiles.failureOf(() -> read(text)).problem()).contains("no object file");
        assertThat(TestFiles.failureOf(() -> read(newer)).problem())
                .isEqualTo(
                        "'%s' is damaged at or before byte 6: the format is version 2 and this Sluice reads version 1."
                                .formatted(newer.path()));
    }

    @Test
    void aChecksumThatIsWrongSaysWhere_andWhatWasExpected() throws IOException {
        byte[] bytes = Files.readAllBytes(write(Compression.NONE, List.of("a")).asPath());
        bytes[bytes.length - 17] ^= 1;
        InputFile file = TestFiles.write(root.resolve("f"), bytes);

        assertThat(TestFiles.failureOf(() -> read(file)).problem())
                .matches("'.*' is damaged at or before byte 8: the checksum is \\w{8} and should be \\w{8}\\.");
    }

    private InputFile write(Compression compression, List<String> records) throws IOException {
        Path target = root.resolve("saved-" + compression);
        try (DirectorySave save = DirectorySave.begin(target, true)) {
            try (PartFile part = save.parts(compression).begin(0)) {
                ObjectFileWriter writer = new ObjectFileWriter(part, STRINGS);
                records.forEach(writer::write);
                writer.finish();
                save.commit(List.of(part.commit()));
            }
        }
        return TestFiles.listed(target.resolve("part-00000" + compression.suffix()));
    }

    private static List<Object> read(InputFile file) {
        List<Object> records = new ArrayList<>();
        try (ObjectFileReader reader = ObjectFileReader.open(file, STRINGS)) {
            reader.forEachRemaining(records::add);
        }
        return records;
    }
}
