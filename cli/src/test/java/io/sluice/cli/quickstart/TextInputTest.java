package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextInputTest {
    @TempDir
    Path root;

    @Test
    void linesComeFileAfterFileAndAgainFromTheFirst() throws IOException {
        write("a.txt", "one\n\n  \ntwo");
        write("b/c.txt", "three\n");

        assertThat(firstLines(5)).containsExactly("one", "two", "three", "one", "two");
    }

    @Test
    void hiddenFilesBuildOutputAndBinariesAreLeftOut() throws IOException {
        write("kept.txt", "kept\n");
        write(".hidden", "hidden\n");
        write(".git/config", "hidden\n");
        write("module/target/out.txt", "built\n");
        write("image.bin", "PNG\0\0\n");

        assertThat(TextInput.under(root).files()).isEqualTo(1);
        assertThat(firstLines(2)).containsExactly("kept", "kept");
    }

    @Test
    void aFileThatIsRemovedAfterListingCountsAsEmpty() throws IOException {
        Path gone = write("a.txt", "one\n");
        write("b.txt", "two\n");
        TextInput input = TextInput.under(root);

        Files.delete(gone);

        try (TextInput.EndlessLines lines = input.lines()) {
            assertThat(lines.next()).isEqualTo("two");
            assertThat(lines.next()).isEqualTo("two");
        }
    }

    @Test
    void whenNoLineIsLeft_thenTheLinesEnd() throws IOException {
        Path gone = write("a.txt", "one\n");
        TextInput input = TextInput.under(root);

        Files.delete(gone);

        try (TextInput.EndlessLines lines = input.lines()) {
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() throws IOException {
        Files.write(root.resolve("latin1.txt"), new byte[] {'s', (byte) 0xfc, 'd', '\n'});

        assertThat(firstLines(1)).containsExactly("s\ufffdd");
    }

    @Test
    void whatHasNoTextIsRefusedInASentence() throws IOException {
        write("empty.txt", "\n\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextInput.under(root))
                .withMessageContaining("there is no line of text in");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextInput.under(root.resolve("missing")))
                .withMessageContaining("there is no file or directory");
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> firstLines(int count) {
        List<String> first = new ArrayList<>();
        try (TextInput.EndlessLines lines = TextInput.under(root).lines()) {
            for (int i = 0; i < count; i++) {
                first.add(lines.next());
            }
        }
        return first;
    }
}
