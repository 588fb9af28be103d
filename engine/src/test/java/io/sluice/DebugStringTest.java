package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DebugStringTest {
    final SluiceContext context = new SluiceContext("local[2]", "test");

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void showsPartitionsNamesCallsAndWhatIsKept() {
        Rdd<Integer> numbers =
                context.parallelize(List.of(1, 2, 3), 3).setName("numbers").cache();
        numbers.count();
        PairRdd<Integer, Integer> keyed = numbers.keyBy(n -> n % 2);

        String text = keyed.reduceByKey(Integer::sum, 2)
                .join(keyed, 4)
                .toDebugString()
                .replaceAll("DebugStringTest.java:\\d+", "line");

        assertThat(text).isEqualTo("""
                        (4) Narrow[6] join at line
                         |  CoGroup[5] join at line
                         +-(4) Shuffle[3] join at line
                         |  +-(2) Shuffle[2] reduceByKey at line
                         |     +-(3) Narrow[1] keyBy at line
                         |        |  numbers Source[0] parallelize at line [Memory Deserialized 1x Replicated, 3 of 3 partitions kept]
                         +-(4) Shuffle[4] join at line
                            +-(3) Narrow[1] keyBy at line
                               |  numbers Source[0] parallelize at line [Memory Deserialized 1x Replicated, 3 of 3 partitions kept]""");
    }

    @Test
    void persistedRddsAreListed() {
        Rdd<Integer> numbers = context.parallelize(List.of(1, 2, 3)).setName("numbers");

        numbers.persist(StorageLevel.MEMORY_AND_DISK);

        assertThat(context.getPersistentRDDs()).containsOnlyKeys(numbers.id());
        assertThat(context.getPersistentRDDs().get(numbers.id()).name()).isEqualTo("numbers");
        numbers.unpersist();
        assertThat(context.getPersistentRDDs()).isEmpty();
    }
}
