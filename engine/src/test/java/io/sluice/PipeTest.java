package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipeTest {
    final SluiceContext context = new SluiceContext("local[2]", "test");
    final Rdd<Integer> numbers =
            context.parallelize(IntStream.range(0, 50_000).boxed().toList(), 2);

    @AfterEach
    void close() {
        context.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("sluice-pipe"));
    }

    @Test
    void moreThanAPipeHoldsGoesThrough() {
        assertThat(numbers.pipe("cat").count()).isEqualTo(50_000);
    }

    @Test
    void aCommandMayStopReading() {
        assertThat(numbers.pipe("head -n 1").collect()).containsExactly("0", "25000");
    }

    @Test
    void aTaskMayStopReading() {
        assertThat(numbers.pipe("cat").take(2)).containsExactly("0", "1");
    }

    @Test
    void theEnvironmentIsPassedOn() {
        List<String> command = List.of("sh", "-c", "cat > kept; echo $GREETING $(wc -l < kept)");

        assertThat(numbers.pipe(command, Map.of("GREETING", "hello"), true, 100).collect())
                .containsExactly("hello 25000", "hello 25000");
    }

    @Test
    void whenTheCommandFails_thenTheErrorNamesItAndItsStatus() {
        assertThatThrownBy(() -> numbers.pipe(List.of("sh", "-c", "exit 3")).collect())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("pipe at PipeTest.java")
                .hasMessageContaining("status 3");
        assertThatThrownBy(() -> numbers.pipe("no-such-command-here").collect())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("no-such-command-here");
    }
}
