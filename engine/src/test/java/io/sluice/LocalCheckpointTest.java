package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import io.sluice.lineage.Lineage;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalCheckpointTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

    private final SluiceContext context =
            new SluiceContext(new SluiceConf().setMaster("local[2]").set("sluice.memory.limit", "64m"));

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void whenAJobHasUsedIt_thenNothingBelowIsComputedAgain() {
        LongAccumulator computed = context.longAccumulator();
        Rdd<Integer> numbers = context.parallelize(NUMBERS, 4).map(n -> {
            computed.add(1L);
            return n + 1;
        });
        Rdd<Integer> before = numbers.filter(n -> n > 50);
        numbers.localCheckpoint();
        assertThat(numbers.isCheckpointed()).isFalse();

        assertThat(before.take(1)).containsExactly(51);

        assertThat(numbers.isCheckpointed()).isTrue();
        assertThat(numbers.getCheckpointFile()).isEmpty();
        assertThat(before.count()).isEqualTo(50);
        assertThat(numbers.map(n -> -n).count()).isEqualTo(100);
        assertThat(computed.value()).isEqualTo(100);
    }

    @Test
    void whenItHasAPartitioner_thenThatSurvives() {
        PairRdd<Integer, Integer> sums = context.parallelize(NUMBERS, 4)
                .mapToPair(n -> new Tuple2<>(n % 5, n))
                .reduceByKey(Integer::sum);

        sums.localCheckpoint().count();

        assertThat(sums.isCheckpointed()).isTrue();
        assertThat(sums.partitioner()).contains(new HashPartitioner(sums.getNumPartitions()));
        assertThat(sums.mapValues(n -> n).collect()).hasSize(5);
    }

    @Test
    void whenAProgramIterates_thenNoGenerationKeepsTheOneBefore() {
        Rdd<Integer> generation = context.parallelize(NUMBERS, 2);
        WeakReference<Lineage<Integer>> first = new WeakReference<>(generation.lineage());
        for (int i = 0; i < 5_000; i++) {
            generation = generation.map(n -> n + 1);
            generation.localCheckpoint().count();
        }

        for (int i = 0; i < 100 && first.get() != null; i++) {
            System.gc();
        }

        assertThat(first.get()).isNull();
        assertThat(generation.first()).isEqualTo(5_000);
    }

    @Test
    void whenChildrenAreMadeBeforeTheJob_thenTheyAreCutAsWell() {
        Rdd<Integer> top = context.parallelize(NUMBERS, 2);
        for (int i = 0; i < 100; i++) {
            top = top.map(n -> n + 1).localCheckpoint();
        }
        Rdd<Integer> child = top.map(n -> n);

        child.count();

        assertThat(top.lineage().parents().get(0).parents()).isEmpty();
        assertThat(child.first()).isEqualTo(100);
    }

    @Test
    void whenItsBlocksAreThrownAway_thenTheErrorSaysSo() {
        Rdd<Integer> numbers = context.parallelize(NUMBERS, 4).map(n -> n + 1);
        numbers.localCheckpoint().count();

        numbers.unpersist();

        assertThatThrownBy(numbers::count)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("CHECKPOINT_LOST")
                .hasMessageContaining("LocalCheckpointTest.java");
    }

    @Test
    void whenItsLevelHasNoDisk_thenItIsRefused() {
        Rdd<Integer> numbers = context.parallelize(NUMBERS, 4).cache();

        assertThatThrownBy(numbers::localCheckpoint)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("a level with disk");
    }
}
