package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Checkout.ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(Checkout.ROOT.resolve("README.md"), Checkout.ROOT.resolve("CHANGELOG.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheRepositoryLeadsSomewhere(Path page) throws IOException {
        List<String> broken = LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://"))
                .filter(target -> !Files.exists(page.resolveSibling(target)))
                .toList();

        assertThat(broken).as("broken links of " + page).isEmpty();
    }

    @Test
    void theProgramsOfTheReadmeAreTheOnesThatAreCompiled() throws IOException {
        Path examples = Checkout.ROOT.resolve("examples/src");

        List<String> programs = JAVA_BLOCK
                .matcher(Files.readString(Checkout.ROOT.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith("import ")) // others show a part of a program
                .toList();

        assertThat(programs).hasSize(2);
        assertThat(Files.readString(examples.resolve("main/java/io/sluice/examples/FirstProgram.java")))
                .endsWith(programs.get(0));
        assertThat(Files.readString(examples.resolve("test/java/io/sluice/examples/FirstProgramTest.java")))
                .endsWith(programs.get(1));
    }
}
