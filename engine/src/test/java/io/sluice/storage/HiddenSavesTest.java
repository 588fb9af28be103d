package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that die while they save. */
@Timeout(60)
class HiddenSavesTest {
    @TempDir
    Path root;

    private Process saving(String how) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavingProcess.class.getName(),
                        root.resolve("out").toString(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("saving");
        return process;
    }

    /** Begins a save, and then dies, or waits until it is allowed to end it. */
    static final class SavingProcess {
        public static void main(String[] args) throws IOException {
            Path target = Path.of(args[0]);
            DirectorySave save = DirectorySave.begin(target, true);
            WrittenPart written;
            try (PartFile part = save.parts(Compression.NONE).begin(0)) {
                part.writeLine("new");
                written = part.commit();
            }
            if (args[1].equals("dies in between")) {
                try (Stream<Path> files = Files.list(target.getParent())) {
                    Path work = files.filter(Files::isDirectory)
                            .filter(file -> file.getFileName().toString().startsWith(".out.sluice-"))
                            .findFirst()
                            .orElseThrow();
                    Files.move(target, work.resolveSibling(work.getFileName() + ".old"));
                }
            }
            System.out.println("saving");
            if (args[1].equals("waits")) {
                System.in.read();
                save.commit(List.of(written));
            }
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void whatASaveOfADeadProcessLeftIsRemoved() throws Exception {
        saving("dies").waitFor();
        assertThat(TestFiles.names(root)).hasSize(2);

        DirectorySave.sweep(root);

        assertThat(TestFiles.names(root)).isEmpty();
    }

    @Test
    void whatItWasAboutToReplaceComesBack() throws Exception {
        Files.createDirectory(root.resolve("out"));
        Files.writeString(root.resolve("out/part-00000"), "old");
        saving("dies in between").waitFor();
        assertThat(root.resolve("out")).doesNotExist();

        DirectorySave.sweep(root);

        assertThat(TestFiles.names(root)).containsExactly("out");
        assertThat(root.resolve("out/part-00000")).hasContent("old");
    }

    @Test
    void aSaveThatGoesOnIsLeftAlone() throws Exception {
        Process process = saving("waits");

        DirectorySave.sweep(root);
        process.getOutputStream().close();
        process.waitFor();

        assertThat(TestFiles.names(root)).containsExactly("out");
        assertThat(root.resolve("out/part-00000")).hasContent("new\n");
    }

    @Test
    void soIsOneOfThisProcess() throws IOException {
        try (DirectorySave save = DirectorySave.begin(root.resolve("out"), false)) {
            DirectorySave.sweep(root);
            save.commit(List.of());
        }

        assertThat(TestFiles.names(root)).containsExactly("out");
    }

    @Test
    void aContextSweepsBeforeItSavesBesideIt() throws Exception {
        saving("dies").waitFor();

        try (SluiceContext context = new SluiceContext("local", "test")) {
            context.parallelize(List.of("tea"), 1)
                    .saveAsTextFile(root.resolve("another").toString());
        }

        assertThat(TestFiles.names(root)).containsExactly("another");
    }
}
