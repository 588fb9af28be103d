package io.sluice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
    @TempDir
    Path directory;

    private final SluiceContext context =
            new SluiceContext(new SluiceConf().setMaster("local[2,3]").set("sluice.task.serialize", "true"));

    @AfterEach
    void close() {
        context.close();
    }

    private String write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.toString();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private List<String> names(String saved) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(saved))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Nested
    class Reading {
        @Test
        void whenTextIsCutIntoPartitions_thenEveryLineIsReadOnce() throws IOException {
            List<String> lines =
                    IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toList();
            String file = write("text", String.join("\n", lines));

            Rdd<String> text = context.textFile(file, 7);

            assertThat(text.getNumPartitions()).isGreaterThanOrEqualTo(7);
            assertThat(text.collect()).isEqualTo(lines);
            assertThat(text.take(3)).isEqualTo(lines.subList(0, 3));
        }

        @Test
        void whenThePathIsAPatternOrADirectory_thenItsFilesAreReadInOrder() throws IOException {
            write("logs/b.txt", "b\n");
            write("logs/a.txt", "a\n");
            write("logs/_hidden", "no\n");
            write("logs/c.log", "c\n");

            assertThat(context.textFile(path("logs")).collect()).containsExactly("a", "b", "c");
            assertThat(context.textFile(path("logs/*.txt")).collect()).containsExactly("a", "b");
            assertThat(context.textFile(path("logs/c.log") + "," + path("logs/a.txt"))
                            .collect())
                    .containsExactly("c", "a");
        }

        @Test
        void whenFilesAreCompressed_thenTheyAreReadAsTheirText() throws IOException {
            Path file = directory.resolve("words.gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write("to be\nor not\n".getBytes(UTF_8));
            }
            context.parallelize(List.of("zstd"), 1).saveAsTextFile(path("z"), "zstd");

            assertThat(context.textFile(file.toString()).collect()).containsExactly("to be", "or not");
            assertThat(context.textFile(path("z/part-00000.zst")).collect()).containsExactly("zstd");
        }

        @Test
        void whenAFileIsMissing_thenTheActionSaysWhichAndNotTheLineBefore() {
            Rdd<String> missing = context.textFile(path("missing.txt"));

            assertThatThrownBy(missing::count)
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("INPUT_NOT_FOUND")
                    .hasMessageContaining("missing.txt");
        }

        @Test
        void whenAFileIsRemovedAfterItWasListed_thenTheErrorNamesIt() throws IOException {
            String file = write("gone", "a\n");
            Rdd<String> text = context.textFile(file);
            assertThat(text.getNumPartitions()).isPositive();

            Files.delete(Path.of(file));

            assertThatThrownBy(text::count)
                    .hasMessageContaining("INPUT_NOT_FOUND")
                    .hasMessageContaining(file);
        }

        @Test
        void whenAFunctionThrows_thenTheErrorGivesFileAndByteOfTheRecord() throws IOException {
            String file = write("numbers", "12\n7\nx\n4\n");

            assertThatThrownBy(() ->
                            context.textFile(file, 1).map(Integer::parseInt).count())
                    .hasMessageContaining("byte 5 of '" + file + "'")
                    .hasCauseInstanceOf(NumberFormatException.class);
        }

        @Test
        void whenFilesAreRecords_thenSmallOnesShareAPartition() throws IOException {
            for (int i = 0; i < 20; i++) {
                write("many/" + i, "text " + i);
            }

            PairRdd<String, String> texts = context.wholeTextFiles(path("many"), 4);

            assertThat(texts.getNumPartitions()).isBetween(4, 5);
            assertThat(texts.collectAsMap()).hasSize(20).containsEntry(path("many/7"), "text 7");
        }

        @Test
        void whenFilesAreBinary_thenTasksReadThemAsTheyLike() throws IOException {
            write("data/a", "12345678");
            write("data/b", "87654321");

            assertThat(context.binaryFiles(path("data"))
                            .values()
                            .map(file -> file.toArray().length)
                            .collect())
                    .containsExactly(8, 8);
            assertThat(context.binaryFiles(path("data"))
                            .values()
                            .map(file -> {
                                try (DataInputStream in = file.open()) {
                                    return (char) in.readByte()
                                            + file.getPath()
                                                    .substring(file.getPath().length() - 1);
                                }
                            })
                            .collect())
                    .containsExactly("1a", "8b");
            assertThat(context.binaryRecords(path("data"), 4)
                            .map(record -> new String(record, UTF_8))
                            .collect())
                    .containsExactly("1234", "5678", "8765", "4321");
        }
    }

    @Nested
    class Saving {
        @Test
        void whenTextIsSaved_thenTheDirectoryHasAFileForEachPartitionAndAMark() throws IOException {
            context.parallelize(List.of(1, 2), 3).saveAsTextFile(path("out"));

            assertThat(names("out")).containsExactly("_SUCCESS", "part-00000", "part-00001", "part-00002");
            assertThat(context.textFile(path("out")).collect()).containsExactly("1", "2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "zstd"})
        void whenTextIsSavedCompressed_thenItIsReadBack(String codec) {
            List<String> lines =
                    IntStream.range(0, 5_000).mapToObj(i -> "Grüße " + i).toList();

            context.parallelize(lines, 3).saveAsTextFile(path("out"), codec);

            assertThat(context.textFile(path("out")).collect()).isEqualTo(lines);
        }

        @Test
        void whenObjectsAreSaved_thenTheyAreReadBackEqual() {
            List<Tuple2<String, List<Integer>>> pairs = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                pairs.add(new Tuple2<>("key" + i, List.of(i, i + 1)));
            }
            context.parallelizePairs(pairs, 3).saveAsObjectFile(path("out"));

            Rdd<Tuple2<String, List<Integer>>> read = context.objectFile(path("out"));

            assertThat(read.collect()).isEqualTo(pairs);
        }

        @Test
        void whenTheTargetExists_thenNothingIsWritten() throws IOException {
            write("out/mine", "keep");

            assertThatThrownBy(() -> context.parallelize(List.of(1)).saveAsTextFile(path("out")))
                    .hasMessageContaining("OUTPUT_EXISTS");
            assertThat(names("out")).containsExactly("mine");
        }

        @Test
        void whenATaskFails_thenNoDirectoryIsLeft() {
            assertThatThrownBy(() -> context.parallelize(List.of(1, 0), 2)
                            .map(n -> 1 / n)
                            .saveAsTextFile(path("out")))
                    .hasCauseInstanceOf(ArithmeticException.class);

            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void whenATaskIsTriedAgain_thenItsPartIsThereOnce() throws IOException {
            context.parallelize(List.of(1, 2, 3), 1)
                    .map(n -> {
                        if (n == 3 && TaskContext.get().attemptNumber() == 0) {
                            throw new IllegalStateException("try again");
                        }
                        return n;
                    })
                    .saveAsTextFile(path("out"));

            assertThat(names("out")).containsExactly("_SUCCESS", "part-00000");
            assertThat(context.textFile(path("out")).collect()).containsExactly("1", "2", "3");
        }

        @Test
        void whenACodecIsNotKnown_thenTheErrorNamesThoseThatAre() {
            assertThatThrownBy(() -> context.parallelize(List.of(1)).saveAsTextFile(path("out"), "lzo"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("none, gzip or zstd");
        }
    }

    @Test
    void filesThatAreAddedAreFoundByName_inTasksToo() throws IOException {
        Path words = Files.writeString(directory.resolve("words.txt"), "some words");
        context.addFile(words.toString());

        assertThat(context.getFile("words.txt")).isEqualTo(words.toString());
        assertThat(context.parallelize(List.of(1), 1)
                        .map(n -> TaskContext.get().getFile("words.txt"))
                        .collect())
                .containsExactly(words.toString());
        assertThatThrownBy(() -> context.parallelize(List.of(1), 1)
                        .map(n -> TaskContext.get().getFile("others.txt"))
                        .collect())
                .hasMessageContaining("no file named others.txt was added, but [words.txt]");
    }
}
