package io.sluice;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapturedContextTest {
    final SluiceContext context =
            new SluiceContext("local[2]", "test", new SluiceConf().set("sluice.task.serialize", "true"));
    final Rdd<Integer> numbers = context.parallelize(List.of(1, 2, 3));

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void whenAFunctionCapturesAnRdd_thenTheErrorSaysWhichAndWhatToDo() {
        Rdd<Integer> other = numbers.map(n -> n + 1).setName("other");

        assertThatThrownBy(() -> numbers.map(n -> other.count() + n).collect())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("other Rdd[1] map at CapturedContextTest.java")
                .hasMessageContaining("join the two");
    }

    @Test
    void whenAFunctionCapturesTheContext_thenTheErrorSaysWhatToUse() {
        SluiceContext captured = context;

        assertThatThrownBy(() -> numbers.map(n -> captured.appName() + n).collect())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("use TaskContext, broadcasts and accumulators");
    }
}
