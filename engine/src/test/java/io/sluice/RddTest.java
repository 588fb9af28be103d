package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RddTest {
    final SluiceContext context = new SluiceContext("local[2]", "test");

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void countsWords() {
        Rdd<String> lines = context.parallelize(List.of("to be or", "not to be"));

        PairRdd<String, Integer> counts = lines.flatMap(
                        line -> Arrays.asList(line.split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum);

        assertThat(counts.collect())
                .containsExactlyInAnyOrder(
                        new Tuple2<>("to", 2), new Tuple2<>("be", 2), new Tuple2<>("or", 1), new Tuple2<>("not", 1));
    }

    @Test
    void whenAFunctionThrows_thenTheErrorNamesOperatorLineAndRecord() {
        Rdd<Integer> numbers = context.parallelize(List.of(1, 2, 0, 4), 1).map(n -> 12 / n);

        assertThatThrownBy(numbers::collect)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("map at RddTest.java")
                .hasMessageContaining("/ by zero")
                .hasMessageContaining("element 2 of slice 0")
                .hasCauseInstanceOf(ArithmeticException.class);
    }
}
