package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RangePartitionerTest {
    final SluiceContext context = new SluiceContext("local[2]", "test");

    @AfterEach
    void close() {
        context.close();
    }

    private PairRdd<Integer, Integer> randomKeys(int count, int keys) {
        Random random = new Random(7);
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(random.nextInt(keys));
        }
        return context.parallelize(list, 5).keyBy(key -> key);
    }

    @Test
    void rangesHaveAboutTheSameSize() {
        PairRdd<Integer, Integer> rdd = randomKeys(20_000, 1_000_000);

        List<Integer> sizes = rdd.partitionBy(new RangePartitioner<>(4, rdd))
                .glom()
                .map(List::size)
                .collect();

        assertThat(sizes).hasSize(4).allMatch(size -> size > 3_500 && size < 6_500);
    }

    @Test
    void descendingRangesAreTheSameTheOtherWayRound() {
        PairRdd<Integer, Integer> rdd = randomKeys(1_000, 1_000);

        RangePartitioner<Integer> up = new RangePartitioner<>(3, rdd, true);
        RangePartitioner<Integer> down = new RangePartitioner<>(3, rdd, false);

        assertThat(List.of(-1, 0, 500, 999, 2_000))
                .allMatch(key -> up.getPartition(key) == up.numPartitions() - 1 - down.getPartition(key));
    }

    @Test
    void theSameKeysGiveEqualPartitioners() {
        PairRdd<Integer, Integer> rdd = randomKeys(1_000, 1_000);

        assertThat(new RangePartitioner<>(3, rdd)).isEqualTo(new RangePartitioner<>(3, rdd));
        assertThat(new RangePartitioner<>(3, rdd)).isNotEqualTo(new RangePartitioner<>(3, rdd, false));
        assertThat(rdd.sortByKey(true, 3).partitioner()).contains(new RangePartitioner<>(3, rdd));
    }

    @Test
    void fewKeysGiveFewPartitions() {
        assertThat(new RangePartitioner<>(10, randomKeys(100, 2)).numPartitions())
                .isLessThanOrEqualTo(3);
        assertThat(new RangePartitioner<>(10, context.<Integer>emptyRDD().keyBy(n -> n)).numPartitions())
                .isEqualTo(1);
        assertThatThrownBy(() -> new RangePartitioner<>(0, randomKeys(1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
