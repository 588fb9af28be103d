package io.sluice.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes compiled in two versions: values written with the first are read with the second. */
class ClassEvolutionTest {
    @TempDir
    Path directory;

    private final StateEncoder encoder = new StateEncoder();
    private final StateOutput out = new StateOutput(16);

    private ClassLoader compiled(String version, String... sources) throws IOException {
        Path classes = Files.createDirectories(directory.resolve(version));
        for (String source : sources) {
            String name = source.replaceAll("(?s).*?(?:record|class|enum) (\\w+).*", "$1");
            Path file = Files.writeString(classes.resolve(name + ".java"), source);
            int failed = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-cp",
                            classes + File.pathSeparator,
                            "-d",
                            classes.toString(),
                            file.toString());
            assertThat(failed).isZero();
        }
        return new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }

    private void write(ClassLoader loader, String type, Object... arguments) throws Exception {
        Object value = loader.loadClass(type).getDeclaredConstructors()[0].newInstance(arguments);
        encoder.write(out, value);
    }

    private Object read(ClassLoader loader) throws IOException {
        StateDecoder decoder = new StateDecoder(loader);
        for (int i = 0; i < encoder.described(); i++) {
            decoder.describe(encoder.described(i));
        }
        StateInput in = new StateInput().over(out.content());
        Object value = decoder.read(in);
        assertThat(in.hasMore()).isFalse();
        return value;
    }

    private List<ClassFit> fits(ClassLoader loader) {
        return java.util.stream.IntStream.range(0, encoder.described())
                .mapToObj(number -> ClassFit.of(encoder.described(number), loader))
                .toList();
    }

    @Test
    void whenARecordGainsAndLosesFields_thenTheOthersKeepTheirValues() throws Exception {
        write(
                compiled("1", "public record Session(String page, int clicks, long since) {}"),
                "Session",
                "home",
                3,
                77L);
        ClassLoader now =
                compiled("2", "public record Session(double score, long since, String page, String country) {}");

        assertThat(read(now)).hasToString("Session[score=0.0, since=77, page=home, country=null]");
        assertThat(fits(now))
                .containsExactly(
                        new ClassFit("Session", ClassFit.Kind.COMPATIBLE, "without clicks; with new country, score"));
    }

    @Test
    void whenABeanGainsAField_thenItStartsAsItsConstructorSays() throws Exception {
        write(compiled("1", "public class Cart { public int items = 4; public Cart() {} }"), "Cart");
        ClassLoader now = compiled(
                "2",
                "public class Cart { int items; String currency = \"EUR\"; public Cart() {}"
                        + " public String toString() { return items + currency; } }");

        assertThat(read(now)).hasToString("4EUR");
    }

    @Test
    void whenAFieldIsRemovedTogetherWithItsClass_thenTheRestIsRead() throws Exception {
        ClassLoader before = compiled(
                "1",
                "public record Inner(int a, java.util.List<String> b) {}",
                "public record Outer(Object x, Inner inner, int y) {}");
        Object inner = before.loadClass("Inner").getDeclaredConstructors()[0].newInstance(1, List.of("b"));
        write(before, "Outer", List.of(inner), inner, 9);
        ClassLoader now = compiled("2", "public record Outer(int y) {}");

        assertThat(read(now)).hasToString("Outer[y=9]");
    }

    @Test
    void whenConstantsOfAnEnumMove_thenTheyAreFoundByName() throws Exception {
        ClassLoader before = compiled("1", "public enum Level { LOW, HIGH }");
        encoder.write(out, before.loadClass("Level").getEnumConstants()[1]);

        assertThat(read(compiled("2", "public enum Level { HIGH, MIDDLE, LOW }")))
                .hasToString("HIGH");
        assertThatThrownBy(() -> read(compiled("3", "public enum Level { LOW }")))
                .hasMessageContaining("STATE_INCOMPATIBLE")
                .hasMessageContaining("'HIGH' is gone");
    }

    @Test
    void whenTheTypeOfAFieldChanges_thenTheErrorNamesIt() throws Exception {
        write(compiled("1", "public record Session(String page, int clicks) {}"), "Session", "home", 3);
        ClassLoader now = compiled("2", "public record Session(String page, long clicks) {}");

        assertThat(fits(now))
                .containsExactly(new ClassFit(
                        "Session", ClassFit.Kind.INCOMPATIBLE, "'clicks' was of type int and is of type long"));
        assertThatThrownBy(() -> read(now))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContaining("class Session")
                .hasMessageContaining("'clicks' was of type int and is of type long");
    }

    @Test
    void whenTheClassIsGone_thenTheErrorNamesIt() throws Exception {
        write(compiled("1", "public record Session(String page) {}"), "Session", "home");

        assertThat(fits(getClass().getClassLoader()))
                .containsExactly(new ClassFit("Session", ClassFit.Kind.INCOMPATIBLE, "the class is not there"));
        assertThatThrownBy(() -> read(getClass().getClassLoader()))
                .hasMessageContaining("class Session")
                .hasMessageContaining("the class is not there");
    }

    @Test
    void whenARecordBecomesABean_thenTheErrorSaysWhatItWas() throws Exception {
        write(compiled("1", "public record Session(String page) {}"), "Session", "home");

        assertThatThrownBy(() -> read(compiled("2", "public class Session { public Session() {} }")))
                .hasMessageContaining("it was a record and is a class written by its fields");
    }
}
