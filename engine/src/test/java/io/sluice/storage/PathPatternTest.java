package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathPatternTest {
    @TempDir
    Path root;

    @BeforeEach
    void someFiles() throws IOException {
        for (String name : List.of(
                "a.txt",
                "b.txt",
                "c.log",
                ".hidden",
                "_SUCCESS",
                "2026/01/x",
                "2026/02/y",
                "2026/02/.z",
                "2025/12/w",
                "odd [1].txt",
                "comma,name")) {
            TestFiles.write(root.resolve(name), name);
        }
    }

    @Test
    void aPlainPathIsThatFile_withItsLengthAndTime() {
        InputFile file = PathPattern.of(root + "/a.txt").files().get(0);

        assertThat(file.asPath()).isEqualTo(root.resolve("a.txt"));
        assertThat(file.length()).isEqualTo(5);
        assertThat(Duration.between(file.modified(), Instant.now()).abs()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void aDirectoryIsItsFiles_sorted_withoutHiddenOnesAndWithoutThoseBelow() {
        assertThat(found(root.toString())).containsExactly("a.txt", "b.txt", "c.log", "comma,name", "odd [1].txt");
    }

    @Test
    void patternsWorkInEveryComponent() {
        assertThat(found(root + "/*.txt")).containsExactly("a.txt", "b.txt", "odd [1].txt");
        assertThat(found(root + "/?.txt")).containsExactly("a.txt", "b.txt");
        assertThat(found(root + "/[b-c].*")).containsExactly("b.txt", "c.log");
        assertThat(found(root + "/[^a].txt")).containsExactly("b.txt");
        assertThat(found(root + "/{a.txt,c.{log,out}}")).containsExactly("a.txt", "c.log");
        assertThat(found(root + "/202?/0[12]/*")).containsExactly("2026/01/x", "2026/02/y");
        assertThat(found(root + "/{2025/12,2026/01}/*")).containsExactly("2025/12/w", "2026/01/x");
    }

    @Test
    void aDirectoryThatAPatternMatchesIsItsFiles() {
        assertThat(found(root + "/2026/*")).containsExactly("2026/01/x", "2026/02/y");
    }

    @Test
    void commasSeparatePaths_inTheOrderGiven_andTwiceIsTwice() {
        assertThat(found(root + "/b.txt," + root + "/a.txt," + root + "/b.txt"))
                .containsExactly("b.txt", "a.txt", "b.txt");
    }

    @Test
    void aHiddenFileIsReadWhenItIsNamed() {
        assertThat(found(root + "/.hidden")).containsExactly(".hidden");
        assertThat(found(root + "/_*")).containsExactly("_SUCCESS");
    }

    @Test
    void aFileUriIsAPath_itsPercentCodesNeverPatterns() {
        assertThat(found("file:" + root + "/a.txt")).containsExactly("a.txt");
        assertThat(found("file://" + root + "/*.log")).containsExactly("c.log");
        assertThat(found(root.resolve("odd [1].txt").toUri().toString())).containsExactly("odd [1].txt");
    }

    @Test
    void aBackslashMakesACharacterOrdinary() {
        assertThat(found(root + "/odd \\[1\\].txt")).containsExactly("odd [1].txt");
        assertThat(found(root + "/comma\\,name")).containsExactly("comma,name");
    }

    @Test
    void aRelativePathStartsAtTheWorkingDirectory() {
        assertThat(PathPattern.of("pom.xml").files().get(0).asPath())
                .isEqualTo(Path.of("pom.xml").toAbsolutePath());
        assertThat(PathPattern.of("./pom.x*").files()).hasSize(1);
    }

    @Test
    void whenThePathIsMissing_thenTheErrorNamesIt() {
        StreamException failure = TestFiles.failureOf(() -> found(root + "/a.txt," + root + "/nowhere/data"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_NOT_FOUND);
        assertThat(failure.problem()).isEqualTo("No file or directory matches '%s/nowhere/data'.".formatted(root));
    }

    @Test
    void whenAPatternMatchesNothing_thenThatIsAnErrorToo() {
        assertThat(TestFiles.failureOf(() -> found(root + "/*.csv")).code()).isEqualTo(ErrorCode.INPUT_NOT_FOUND);
        assertThat(TestFiles.failureOf(() -> found(root + "/a.txt/*")).code()).isEqualTo(ErrorCode.INPUT_NOT_FOUND);
    }

    @Test
    void anEmptyDirectoryHasNoFiles_butOneThatHoldsOnlyDirectoriesIsMeantOtherwise() throws IOException {
        Files.createDirectory(root.resolve("empty"));

        assertThat(found(root + "/empty")).isEmpty();
        assertThat(TestFiles.failureOf(() -> found(root + "/2026")).remedy()).contains(root + "/2026/*");
    }

    @Test
    void aLinkToNowhereIsNotPassedOver() throws IOException {
        Files.createSymbolicLink(root.resolve("d.txt"), root.resolve("gone"));

        assertThat(TestFiles.failureOf(() -> found(root.toString())).problem()).contains("d.txt");
        assertThat(TestFiles.failureOf(() -> found(root + "/d.txt")).code()).isEqualTo(ErrorCode.INPUT_NOT_FOUND);
    }

    @Test
    void aDirectoryThatMayNotBeListedIsUnreadable() throws IOException {
        Path closed = Files.createDirectory(root.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed))
                    .as("a user without special rights")
                    .isFalse();

            assertThat(TestFiles.failureOf(() -> found(closed.toString())).code())
                    .isEqualTo(ErrorCode.INPUT_UNREADABLE);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThat(TestFiles.failureOf(() -> found("/dev/null")).code()).isEqualTo(ErrorCode.INPUT_UNREADABLE);
    }

    @Test
    void aWatchedDirectoryMayBeMissing_andItsFilterDecidesAlone() {
        assertThat(PathPattern.of(root + "/nowhere").filesIfAny(name -> true)).isEmpty();
        assertThat(PathPattern.of(root + "/20*/*").filesIfAny(name -> true))
                .extracting(file -> file.asPath().getFileName().toString())
                .containsExactly("w", "x", ".z", "y");
    }

    @Test
    void aPatternThatCannotBeMeantIsRefusedAtOnce() {
        assertThatThrownBy(() -> PathPattern.of("a,,b")).hasMessage("a path must not be empty");
        assertThatThrownBy(() -> PathPattern.of("/x/{a,b")).hasMessageContaining("'{' without its '}'");
        assertThatThrownBy(() -> PathPattern.of("/x/[a")).hasMessageContaining("/x/[a");
        assertThatThrownBy(() -> PathPattern.of("hdfs://n/x")).hasMessageContaining("no local path");
        assertThatThrownBy(() -> PathPattern.of("file://host/x")).hasMessageContaining("on this machine");
    }

    @Test
    void theTargetOfASaveIsAPlainPath() {
        assertThat(PathPattern.plainPath("/out/[x]*")).isEqualTo(Path.of("/out/[x]*"));
        assertThat(PathPattern.plainPath("file:///out/a%20b%5B")).isEqualTo(Path.of("/out/a b["));
        assertThat(PathPattern.plainPath("out")).isEqualTo(Path.of("out").toAbsolutePath());
    }

    private List<String> found(String pattern) {
        return PathPattern.of(pattern).files().stream()
                .map(file -> root.relativize(file.asPath()).toString())
                .toList();
    }
}
