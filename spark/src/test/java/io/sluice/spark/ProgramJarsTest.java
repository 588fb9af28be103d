package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarsTest {
    @Test
    void whatSluiceAndTheProgramAreMadeOfIsSent_andSparkIsNot() {
        assertThat(ProgramJars.sources())
                .contains(sourceOf(SluiceContext.class), sourceOf(ProgramJars.class), sourceOf(ProgramJarsTest.class))
                .doesNotContain(sourceOf(SparkConf.class));
    }

    private static Path sourceOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    @Test
    void whoNamedJarsKeepsThem() {
        SparkConf settings = new SparkConf(false).set("spark.jars", "mine.jar");

        ProgramJars.send(settings);

        assertThat(settings.get("spark.jars").split(",", -1))
                .startsWith("mine.jar")
                .hasSizeGreaterThan(3);
    }

    @Test
    void whatSparkSubmitStartedHasSentItsJars() {
        SparkConf settings = new SparkConf(false).set("spark.submit.deployMode", "client");

        ProgramJars.send(settings);

        assertThat(settings.contains("spark.jars")).isFalse();
    }

    @Test
    void aDirectoryOfClassesBecomesAJar(@TempDir Path classes) throws IOException {
        Files.createDirectories(classes.resolve("org/acme"));
        Files.writeString(classes.resolve("org/acme/A.class"), "code");

        try (JarFile jar = new JarFile(ProgramJars.packed(classes).toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName())).containsExactly("org/acme/A.class");
        }
    }
}
