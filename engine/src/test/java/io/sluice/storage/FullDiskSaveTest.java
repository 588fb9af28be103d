package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.Rdd;
import io.sluice.SavedFiles;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset that is saved where the disk has room for all of its files but one. */
class FullDiskSaveTest {
    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    Path root;

    final SluiceContext context = new SluiceContext("local[2]", "test");
    final Rdd<Integer> numbers =
            context.parallelize(IntStream.range(0, 100_000).boxed().toList(), 4);

    @AfterEach
    void close() {
        context.close();
    }

    private static FileOutputStream fullForTheThird(Path path) throws IOException {
        FileOutputStream file = new FileOutputStream(path.toFile());
        if (path.getFileName().toString().startsWith(".part-00002")) {
            file.close();
            return new FileOutputStream(FULL_DISK.toFile());
        }
        return file;
    }

    @Test
    void whenOnePartDoesNotFit_thenThereIsAnErrorAndNoDirectory_andTheInputCanBeSavedElsewhere() throws IOException {
        assumeThat(FULL_DISK).exists();
        Path target = root.resolve("above/out");

        StreamException failure = TestFiles.failureOf(() -> SavedFiles.text(
                numbers, DirectorySave.begin(target, false, FullDiskSaveTest::fullForTheThird), Compression.NONE));

        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(failure.problem()).contains("part-00002");
        assertThat(TestFiles.names(root)).isEmpty();

        numbers.saveAsTextFile(target.toString());
        assertThat(context.textFile(target.toString()).count()).isEqualTo(100_000);
    }

    @Test
    void whenABatchReplacesADirectory_thenThatStays() throws IOException {
        assumeThat(FULL_DISK).exists();
        Path target = Files.createDirectory(root.resolve("out"));
        Files.writeString(target.resolve("part-00000"), "before");

        StreamException failure = TestFiles.failureOf(() -> SavedFiles.text(
                numbers, DirectorySave.begin(target, true, FullDiskSaveTest::fullForTheThird), Compression.GZIP));

        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(TestFiles.names(root)).containsExactly("out");
        assertThat(target.resolve("part-00000")).hasContent("before");
    }
}
