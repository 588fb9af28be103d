package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSplitTest {
    private static final long MIB = 1 << 20;

    @Test
    void theBytesOfAllFilesAreSharedOutAmongThePartitionsWanted() {
        assertThat(cuts(4, file("a", 100), file("b", 300)))
                .containsExactly("a[0,100)", "b[0,100)", "b[100,200)", "b[200,300)");
    }

    @Test
    void noSplitIsLargerThanABlock() {
        assertThat(FileSplit.plan(List.of(file("a", 100 * MIB)), 2))
                .extracting(FileSplit::from)
                .containsExactly(0L, 32 * MIB, 64 * MIB, 96 * MIB);
    }

    @Test
    void aTailWithinATenthJoinsTheSplitBefore() {
        assertThat(FileSplit.plan(List.of(file("a", 110)), 1, 100)).hasSize(1);
        assertThat(FileSplit.plan(List.of(file("a", 111)), 1, 100)).hasSize(2);
        assertThat(FileSplit.plan(List.of(file("a", 210)), 1, 100))
                .extracting(FileSplit::until)
                .containsExactly(100L, 210L);
    }

    @Test
    void smallFilesAreNotPutTogether_andEmptyOnesHaveNoSplit() {
        assertThat(cuts(2, file("a", 1), file("b", 0), file("c", 1))).containsExactly("a[0,1)", "c[0,1)");
    }

    @Test
    void compressedFilesAreNotCut() {
        assertThat(cuts(8, file("a.gz", 100), file("b.zst", 100))).containsExactly("a.gz[0,100)", "b.zst[0,100)");
    }

    @Test
    void askingForMorePartitionsThanBytesGivesOneByteSplits() {
        assertThat(cuts(10, file("a", 3))).containsExactly("a[0,1)", "a[1,2)", "a[2,3)");
        assertThat(cuts(0, file("a", 3))).containsExactly("a[0,3)");
    }

    @Test
    void aSplitLiesInsideItsFile() {
        assertThatThrownBy(() -> new FileSplit(file("a", 3), 2, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("split of 'a' must satisfy 0 <= from <= until <= 3, got [2, 4)");
    }

    private static List<String> cuts(int minPartitions, InputFile... files) {
        return FileSplit.plan(List.of(files), minPartitions).stream()
                .map(split -> "%s[%d,%d)".formatted(split.file().path(), split.from(), split.until()))
                .toList();
    }

    private static InputFile file(String path, long length) {
        return new InputFile(path, length, Instant.EPOCH);
    }
}
