package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectorySaveTest {
    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    Path root;

    Path target;

    @BeforeEach
    void chooseTarget() {
        target = root.resolve("out");
    }

    @Test
    void aSaveAppearsWholeAtCommit_andNotBefore() throws IOException {
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            List<WrittenPart> parts = List.of(writePart(save, 0, "a"), writePart(save, 1, "b"));
            assertThat(target).doesNotExist();

            save.commit(parts);
        }

        assertThat(TestFiles.names(target)).containsExactly("_SUCCESS", "part-00000", "part-00001");
        assertThat(target.resolve("part-00001")).hasContent("b\n");
        assertThat(TestFiles.names(root)).containsExactly("out");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(Compression compression) throws IOException {
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            try (PartFile part = save.parts(compression).begin(12)) {
                part.writeLine("ü€");
                part.writeLine("x".repeat(300_000));
                assertThat(part.name()).isEqualTo("part-00012" + compression.suffix());
                save.commit(List.of(part.commit()));
            }
        }

        InputFile file = PathPattern.of(target.toString()).files().get(0);
        assertThat(TestFiles.lines(file)).containsExactly("ü€", "x".repeat(300_000));
    }

    @Test
    void aSaveWithoutPartsIsAnEmptyDirectoryWithItsMark() throws IOException {
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            save.commit(List.of());
        }

        assertThat(TestFiles.names(target)).containsExactly("_SUCCESS");
    }

    @Test
    void aSaveThatIsClosedLeavesNothing_noDirectoryAboveEither() throws IOException {
        DirectorySave save = DirectorySave.begin(root.resolve("new/dir/out"), false);
        writePart(save, 0, "a");
        PartFile open = save.parts(Compression.GZIP).begin(1);
        open.writeLine("b");

        save.close();
        save.close();
        open.close();

        assertThat(TestFiles.names(root)).isEmpty();
        assertThatThrownBy(() -> save.commit(List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTaskThatOutlivesItsSaveLeavesNothing_andAnotherOneCannotBegin() throws IOException {
        DirectorySave save = DirectorySave.begin(target, false);
        PartAttempts parts = save.parts(Compression.NONE);
        PartFile late = parts.begin(0);
        save.close();

        late.writeLine("a");
        late.commit();

        assertThat(TestFiles.names(root)).isEmpty();
        assertThat(TestFiles.failureOf(() -> parts.begin(1)).remedy()).contains("mounted on all machines");
    }

    @Test
    void ofSeveralAttemptsTheOneThatCountsIsKept_wheneverTheOthersEnd() throws IOException {
        PartFile unfinished;
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            PartAttempts parts = save.parts(Compression.NONE);
            PartFile first = parts.begin(0);
            PartFile second = parts.begin(0);
            PartFile third = parts.begin(0);
            unfinished = parts.begin(0);
            first.writeLine("first");
            second.writeLine("second");
            third.writeLine("third");
            unfinished.writeLine("unfinished");

            second.commit();
            WrittenPart counts = first.commit();
            third.close();
            save.commit(List.of(counts));
        }
        unfinished.commit();

        assertThat(TestFiles.names(target)).containsExactly("_SUCCESS", "part-00000");
        assertThat(target.resolve("part-00000")).hasContent("first\n");
    }

    @Test
    void whereTasksWrite_travels() throws Exception {
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(save.parts(Compression.ZSTD));
            Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

            try (PartFile part = ((PartAttempts) read).begin(3)) {
                part.writeLine("from elsewhere");
                save.commit(List.of(part.commit()));
            }
        }

        assertThat(TestFiles.names(target)).containsExactly("_SUCCESS", "part-00003.zst");
    }

    @Test
    void aPartIsCommittedOnce() {
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            PartFile part = save.parts(Compression.NONE).begin(0);
            part.commit();

            assertThatThrownBy(part::commit).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anInterruptedThreadSavesAllTheSame() {
        Thread.currentThread().interrupt();
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            save.commit(List.of(writePart(save, 0, "a")));
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(target.resolve("part-00000")).hasContent("a\n");
    }

    @Nested
    class GivenATargetThatExists {
        @BeforeEach
        void makeTarget() throws IOException {
            TestFiles.write(target.resolve("part-00007"), "old");
        }

        @Test
        void itIsNotTouched() throws IOException {
            StreamException failure = TestFiles.failureOf(() -> DirectorySave.begin(target, false));

            assertThat(failure.code()).isEqualTo(ErrorCode.OUTPUT_EXISTS);
            assertThat(failure.problem()).contains(target.toString());
            assertThat(TestFiles.names(root)).containsExactly("out");
        }

        @Test
        void overwritingReplacesAllOfIt() throws IOException {
            try (DirectorySave save = DirectorySave.begin(target, true)) {
                WrittenPart written = writePart(save, 0, "new");
                assertThat(target.resolve("part-00007")).hasContent("old");

                save.commit(List.of(written));
            }

            assertThat(TestFiles.names(target)).containsExactly("_SUCCESS", "part-00000");
            assertThat(TestFiles.names(root)).containsExactly("out");
        }

        @Test
        void anOverwriteThatIsClosedLeavesItAsItWas() throws IOException {
            try (DirectorySave save = DirectorySave.begin(target, true)) {
                writePart(save, 0, "new");
            }

            assertThat(TestFiles.names(target)).containsExactly("part-00007");
            assertThat(TestFiles.names(root)).containsExactly("out");
        }
    }

    @Test
    void aTargetThatSomeoneElseMakesMeanwhileIsNotReplaced() throws IOException {
        try (DirectorySave save = DirectorySave.begin(target, false)) {
            WrittenPart mine = writePart(save, 0, "mine");
            TestFiles.write(target.resolve("theirs"), "theirs");

            assertThat(TestFiles.failureOf(() -> save.commit(List.of(mine))).code())
                    .isEqualTo(ErrorCode.OUTPUT_EXISTS);
        }

        assertThat(TestFiles.names(target)).containsExactly("theirs");
        assertThat(TestFiles.names(root)).containsExactly("out");
    }

    @ParameterizedTest
    @EnumSource
    void onAFullDisk_writingFailsWithThatCode_andNothingIsLeft(Compression compression) throws IOException {
        assumeThat(FULL_DISK).exists();
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);

        StreamException failure = TestFiles.failureOf(() -> {
            try (DirectorySave save = DirectorySave.begin(target, false, DirectorySaveTest::onFullDisk);
                    PartFile part = save.parts(compression).begin(0)) {
                part.write(noise, 0, noise.length);
                part.commit();
            }
        });

        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(failure.problem()).contains("part-00000");
        assertThat(TestFiles.names(root)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whenTheDiskFillsAtTheLastByte_thenThePartIsNotCommitted(Compression compression) throws IOException {
        assumeThat(FULL_DISK).exists();

        StreamException failure = TestFiles.failureOf(() -> {
            try (DirectorySave save = DirectorySave.begin(target, false, DirectorySaveTest::onFullDisk)) {
                writePart(save, 0, compression, "so short that the buffer holds it until the end");
            }
        });

        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(TestFiles.names(root)).isEmpty();
    }

    @Test
    void aWriteFailureThatATaskSwallowsStillFailsTheCommit() {
        assumeThat(FULL_DISK).exists();
        try (DirectorySave save = DirectorySave.begin(target, false, DirectorySaveTest::onFullDisk);
                PartFile part = save.parts(Compression.NONE).begin(0)) {
            assertThatThrownBy(() -> part.write(new byte[200_000], 0, 200_000)).isInstanceOf(StreamException.class);

            assertThat(TestFiles.failureOf(part::commit).code()).isEqualTo(ErrorCode.DISK_FULL);
        }
    }

    @Test
    void aParentThatIsAFileIsAnErrorThatNamesTheTarget() throws IOException {
        TestFiles.write(root.resolve("file"), "x");

        StreamException failure = TestFiles.failureOf(() -> DirectorySave.begin(root.resolve("file/out"), false));

        assertThat(failure.code()).isEqualTo(ErrorCode.OUTPUT_FAILED);
        assertThat(failure.problem()).contains("file/out");
    }

    @Test
    void theRootIsNoTarget() {
        assertThatThrownBy(() -> DirectorySave.begin(Path.of("/"), true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FileOutputStream onFullDisk(Path path) throws IOException {
        Files.createFile(path);
        return new FileOutputStream(FULL_DISK.toFile());
    }

    private static WrittenPart writePart(DirectorySave save, int index, String line) {
        return writePart(save, index, Compression.NONE, line);
    }

    private static WrittenPart writePart(DirectorySave save, int index, Compression compression, String line) {
        try (PartFile part = save.parts(compression).begin(index)) {
            part.writeLine(line);
            return part.commit();
        }
    }
}
