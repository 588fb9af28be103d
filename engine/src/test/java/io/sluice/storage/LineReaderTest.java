package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    @TempDir
    Path root;

    @Test
    void linesEndAtNewlinesAndAtTheEndOfTheFile() throws IOException {
        assertThat(linesOf("a\n\nbc\n")).containsExactly("a", "", "bc");
        assertThat(linesOf("a\nb")).containsExactly("a", "b");
        assertThat(linesOf("\n")).containsExactly("");
        assertThat(linesOf("")).isEmpty();
    }

    @Test
    void aCarriageReturnBelongsToTheNewlineAfterIt_andElsewhereToTheLine() throws IOException {
        assertThat(linesOf("a\r\n\r\nb\rc\r\r\nd\r")).containsExactly("a", "", "b\rc\r", "d\r");
    }

    @Test
    void textIsUtf8_andWhatIsNoneIsReplaced() throws IOException {
        byte[] bytes = "ü–€😀\n".getBytes(StandardCharsets.UTF_8);
        bytes = Arrays.copyOf(bytes, bytes.length + 3);
        bytes[bytes.length - 3] = (byte) 0xff;
        bytes[bytes.length - 2] = 'x';
        bytes[bytes.length - 1] = (byte) 0xc3;

        assertThat(TestFiles.lines(TestFiles.write(root.resolve("f"), bytes)))
                .containsExactly("ü–€😀", "\ufffdx\ufffd");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whereverAFileIsCut_eachLineIsReadOnce(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = randomText(random);
        InputFile file = TestFiles.write(root.resolve("f"), bytes);
        List<String> expected = naiveLines(bytes);

        for (int round = 0; round < 12; round++) {
            List<String> lines = new ArrayList<>();
            for (FileSplit split : randomCuts(file, bytes, random)) {
                lines.addAll(TestFiles.lines(split));
            }

            assertThat(lines).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void aCutAtEveryByteOfASmallFileReadsEachLineOnce() throws IOException {
        String text = "ab\r\n\n\ncd\ne";
        InputFile file = TestFiles.write(root.resolve("f"), text);

        for (int cut = 1; cut < text.length(); cut++) {
            List<String> lines = new ArrayList<>(TestFiles.lines(new FileSplit(file, 0, cut)));
            lines.addAll(TestFiles.lines(new FileSplit(file, cut, text.length())));

            assertThat(lines).as("cut at %d", cut).containsExactly("ab", "", "", "cd", "e");
        }
    }

    @Test
    void theIteratorGivesTheSameLines_andThePositionOfEach() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "ab\r\nü\n\nend");
        List<String> seen = new ArrayList<>();

        try (LineReader reader = LineReader.open(new FileSplit(file, 2, file.length()))) {
            for (Iterator<String> lines = reader.iterator(); lines.hasNext(); ) {
                seen.add(lines.next() + " at " + reader.position().offset());
            }
            assertThat(reader.position()).hasToString("byte 8 of '%s'".formatted(file.path()));
        }

        assertThat(seen).containsExactly("ü at 4", " at 7", "end at 8");
    }

    @Test
    void aConsumerMayThrowItsOwnException_andThePositionSaysWhere() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "1\n2\nx\n");
        try (LineReader reader = LineReader.open(FileSplit.whole(file))) {
            assertThatThrownBy(() -> reader.<Exception>forEach(line -> {
                        if (line.equals("x")) {
                            throw new IOException("no number");
                        }
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(reader.position().offset()).isEqualTo(4);
        }
    }

    @Test
    void aLineOf100MegabytesIsALineLikeOthers() throws IOException {
        byte[] bytes = new byte[100_000_000];
        Arrays.fill(bytes, (byte) 'x');
        bytes[1] = '\n';
        bytes[bytes.length - 2] = '\n';
        InputFile file = TestFiles.write(root.resolve("f"), bytes);

        assertThat(TestFiles.lines(file)).extracting(String::length).containsExactly(1, bytes.length - 4, 1);
        assertThat(TestFiles.lines(new FileSplit(file, 50_000_000, file.length())))
                .containsExactly("x");
    }

    @Test
    void aLineMayBeAsLongAsTheLimitAndNoLonger() throws IOException {
        InputFile fits = TestFiles.write(root.resolve("fits"), "12345\r\n12345");
        InputFile long1 = TestFiles.write(root.resolve("long1"), "1\n123456\n");
        InputFile long2 = TestFiles.write(root.resolve("long2"), "1\n" + "x".repeat(1_000_000));

        assertThat(countOfLines(fits, 5)).isEqualTo(2);
        for (InputFile file : List.of(long1, long2)) {
            StreamException failure = TestFiles.failureOf(() -> countOfLines(file, 5));

            assertThat(failure.code()).isEqualTo(ErrorCode.LINE_TOO_LONG);
            assertThat(failure.problem())
                    .isEqualTo("The line of '%s' that starts at byte 2 is longer than 5 bytes.".formatted(file.path()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void compressedFilesReadAsTheirText_severalStreamsInARowToo(Compression compression) throws IOException {
        byte[] first = TestFiles.compress(compression, "a\nb".getBytes(StandardCharsets.UTF_8));
        byte[] second = TestFiles.compress(compression, "c\nd\n".getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        InputFile file = TestFiles.write(root.resolve("f" + compression.suffix()), both);

        assertThat(TestFiles.lines(file)).containsExactly("a", "bc", "d");
        assertThatThrownBy(() -> TestFiles.lines(new FileSplit(file, 1, file.length())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aTruncatedCompressedFileIsCorrupt_whereverItEnds(Compression compression) throws IOException {
        byte[] whole = TestFiles.compress(compression, randomText(new Random(1)));
        Path path = root.resolve("f" + compression.suffix());

        for (int length : new int[] {1, 5, 20, whole.length / 2, whole.length - 1}) {
            InputFile file = TestFiles.write(path, Arrays.copyOf(whole, length));

            StreamException failure = TestFiles.failureOf(() -> TestFiles.lines(file));

            assertThat(failure).as("%d bytes", length).isNotNull();
            assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_CORRUPT);
            assertThat(failure.problem()).contains(path.toString(), "ends too early");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aDamagedCompressedFileIsCorrupt(Compression compression) throws IOException {
        byte[] bytes = TestFiles.compress(compression, randomText(new Random(1)));
        bytes[2] ^= 0x10;
        bytes[bytes.length - 6] ^= 0x10;
        InputFile file = TestFiles.write(root.resolve("f" + compression.suffix()), bytes);

        assertThat(TestFiles.failureOf(() -> TestFiles.lines(file)).code()).isEqualTo(ErrorCode.INPUT_CORRUPT);
    }

    @Test
    void anEmptyFileWithACompressedNameHoldsNothing() throws IOException {
        assertThat(TestFiles.lines(TestFiles.write(root.resolve("f.gz"), ""))).isEmpty();
    }

    @Test
    void aFileRemovedSinceItWasListedIsNotFound() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "a\n");
        Files.delete(file.asPath());

        StreamException failure = TestFiles.failureOf(() -> TestFiles.lines(file));

        assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_NOT_FOUND);
        assertThat(failure.problem()).contains(file.path());
    }

    @Test
    void aFileThatShrankSinceItWasListedHasChanged() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "a\nb\nc\n");
        Files.writeString(file.asPath(), "a\n");

        StreamException failure = TestFiles.failureOf(() -> TestFiles.lines(file));

        assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_CHANGED);
        assertThat(failure.problem()).contains("had 6 bytes when it was listed and has 2 now");
    }

    @Test
    void aFileThatShrinksWhileItIsReadHasChanged() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "abc\n".repeat(100_000));

        StreamException failure = TestFiles.failureOf(() -> {
            try (LineReader reader = LineReader.open(FileSplit.whole(file))) {
                reader.advance();
                Files.writeString(file.asPath(), "abc\n");
                reader.forEach(line -> {});
            }
        });

        assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_CHANGED);
    }

    @Test
    void whatIsAppendedAfterListingIsLeftAlone() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "a\nb\n");
        Files.writeString(file.asPath(), "c\n", StandardOpenOption.APPEND);

        assertThat(TestFiles.lines(file)).containsExactly("a", "b");
    }

    @Test
    void anInterruptedTaskReadsOn_soThatCancellingNeverLooksLikeABadDisk() throws IOException {
        InputFile file = TestFiles.write(root.resolve("f"), "abc\n".repeat(100_000));

        Thread.currentThread().interrupt();
        List<String> lines = TestFiles.lines(file);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines).hasSize(100_000);
    }

    private List<String> linesOf(String text) throws IOException {
        return TestFiles.lines(TestFiles.write(root.resolve("f"), text));
    }

    private static int countOfLines(InputFile file, int longestLine) {
        int[] count = new int[1];
        try (LineReader reader = LineReader.open(FileSplit.whole(file), longestLine)) {
            reader.forEach(line -> count[0]++);
        }
        return count[0];
    }

    /** Short lines, empty lines, and now and then one that is longer than the reader's buffer. */
    private static byte[] randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(200);
        for (int i = 0; i < lines; i++) {
            int length = random.nextInt(60) == 0 ? random.nextInt(400_000) : random.nextInt(80);
            for (int k = 0; k < length; k++) {
                text.append("abc xyz ü€\r".charAt(random.nextInt(11)));
            }
            text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        text.append(random.nextBoolean() ? "last" : "");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Cuts anywhere, and some beside newlines, where a mistake would be. */
    private static List<FileSplit> randomCuts(InputFile file, byte[] bytes, Random random) {
        TreeSet<Long> cuts = new TreeSet<>(List.of(0L, file.length()));
        for (int i = random.nextInt(12); i > 0; i--) {
            int cut = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                while (cut > 0 && bytes[cut] != '\n') {
                    cut--;
                }
                cut = Math.max(0, Math.min(bytes.length, cut + random.nextInt(3) - 1));
            }
            cuts.add((long) cut);
        }
        List<FileSplit> splits = new ArrayList<>();
        for (long from : cuts.headSet(file.length())) {
            splits.add(new FileSplit(file, from, cuts.higher(from)));
        }
        return splits;
    }

    private static List<String> naiveLines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int until = i > from && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.add(new String(bytes, from, until - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        if (from < bytes.length) {
            lines.add(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
        }
        return lines;
    }
}
