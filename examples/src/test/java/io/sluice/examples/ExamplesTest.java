package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void whenAnExampleIsListed_thenItsNameIsThatOfItsClassAndItHasAMainMethod() throws Exception {
        for (Examples.Example example : Examples.all()) {
            String kebab = example.mainClass()
                    .getSimpleName()
                    .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                    .toLowerCase(java.util.Locale.ROOT);
            assertThat(example.name()).isEqualTo(kebab);
            assertThat(example.description()).isNotBlank();
            assertThat(example.mainClass().getMethod("main", String[].class)).isNotNull();
        }
        assertThat(Examples.byName())
                .hasSizeGreaterThan(10)
                .containsEntry("network-word-count", NetworkWordCount.class);
    }

    @Test
    void whenArgumentsAreMissing_thenTheErrorIsTheUsage() throws Exception {
        List<Examples.Example> withArguments = Examples.all().stream()
                .filter(example -> !example.arguments().isEmpty())
                .filter(example -> !example.arguments().startsWith("["))
                .toList();
        for (Examples.Example example : withArguments) {
            Method main = example.mainClass().getMethod("main", String[].class);

            assertThatThrownBy(() -> main.invoke(null, (Object) new String[0]))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Usage: " + example.name() + " " + example.arguments());
        }
    }
}
