package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Broadcast;
import io.sluice.HashPartitioner;
import io.sluice.LongAccumulator;
import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of any class are kept at any level, in checkpoints and in broadcasts, {@link Optional} among them, which Java cannot write. */
class KeptOnSparkTest {
    private static final int PARTITIONS = 2;

    private static JavaSparkContext spark;
    private static SluiceContext context;

    @BeforeAll
    static void start() {
        spark = SharedCluster.get();
        context = OnSpark.context(spark);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private record Reading(int sensor, Optional<String> note) {}

    private static Rdd<Reading> readings(int count, LongAccumulator computed) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), PARTITIONS)
                .map(n -> {
                    computed.add(1);
                    return new Reading(n, Optional.of("note " + n));
                });
    }

    static List<StorageLevel> levels() {
        return List.of(
                StorageLevel.MEMORY_ONLY,
                StorageLevel.MEMORY_ONLY_2,
                StorageLevel.MEMORY_ONLY_SER,
                StorageLevel.MEMORY_AND_DISK,
                StorageLevel.MEMORY_AND_DISK_SER_2,
                StorageLevel.DISK_ONLY,
                StorageLevel.DISK_ONLY_2);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void recordsAreKeptAtTheLevelAskedFor_andComputedOnce(StorageLevel level) {
        Set<Integer> others = SharedCluster.persistedBeside(Set.of());
        int count = 5_000;
        LongAccumulator computed = context.longAccumulator();
        Rdd<Reading> kept = readings(count, computed).persist(level);

        List<Reading> first = kept.collect();
        List<Reading> second = kept.collect();

        assertThat(first).hasSize(count).isEqualTo(second);
        assertThat(first.get(7)).isEqualTo(new Reading(7, Optional.of("note 7")));
        assertThat(computed.value()).isEqualTo(count);
        RDDInfo info = info(SharedCluster.persistedBeside(others));
        assertThat(info.storageLevel()).isEqualTo(Levels.of(level));
        assertThat(info.storageLevel().replication()).isEqualTo(level.replication());
        assertThat(info.numCachedPartitions()).isEqualTo(PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(SparkInternals.locations(new RDDBlockId(info.id(), partition)))
                    .hasSize(level.replication());
        }
        kept.unpersist();
    }

    private static RDDInfo info(Set<Integer> persisted) {
        assertThat(persisted).hasSize(1);
        for (RDDInfo info : spark.sc().getRDDStorageInfo()) {
            if (persisted.contains(info.id())) {
                return info;
            }
        }
        throw new AssertionError("nothing is stored of " + persisted);
    }

    @Test
    void recordsAreCheckpointed(@TempDir Path directory) {
        context.setCheckpointDir(directory.toString());
        LongAccumulator computed = context.longAccumulator();
        Rdd<Reading> stored = readings(10, computed).persist(StorageLevel.MEMORY_ONLY);
        stored.checkpoint();

        stored.count();
        stored.unpersist();

        assertThat(stored.collect()).hasSize(10).contains(new Reading(3, Optional.of("note 3")));
        assertThat(stored.isCheckpointed()).isTrue();
        assertThat(computed.value()).isEqualTo(10);
    }

    @Test
    void whatIsKeptKeepsItsPartitioner(@TempDir Path directory) {
        context.setCheckpointDir(directory.toString());
        PairRdd<Integer, Optional<Integer>> kept = context.parallelize(List.of(1, 2, 3, 4), PARTITIONS)
                .mapToPair(n -> new Tuple2<>(n, Optional.of(n)))
                .partitionBy(new HashPartitioner(3))
                .persist(StorageLevel.DISK_ONLY);

        kept.checkpoint();
        kept.count();

        assertThat(OnSpark.toJavaRDD(kept.toRdd()).rdd().partitioner().isDefined())
                .isTrue();
        assertThat(kept.join(kept).collect())
                .hasSize(4)
                .contains(new Tuple2<>(3, new Tuple2<>(Optional.of(3), Optional.of(3))));
    }

    @Test
    void broadcastsCarryValuesOfAnyClass() {
        Broadcast<Optional<Reading>> best = context.broadcast(Optional.of(new Reading(1, Optional.of("best"))));
        Broadcast<String> nothing = context.broadcast(null);

        assertThat(context.parallelize(List.of(1, 2), PARTITIONS)
                        .map(n -> best.value().orElseThrow().note().orElse("none") + nothing.value())
                        .collect())
                .containsExactly("bestnull", "bestnull");
    }

    /** Has no bytes: a thread cannot be written. */
    private static final class Unwritable {
        private final Thread thread = Thread.currentThread();

        String name() {
            return thread.getName();
        }
    }

    @Test
    void whatHasNoBytes_isKeptAsObjects() {
        LongAccumulator computed = context.longAccumulator();
        Rdd<Unwritable> kept = context.parallelize(List.of(1, 2), PARTITIONS)
                .map(n -> {
                    computed.add(1);
                    return new Unwritable();
                })
                .persist(StorageLevel.MEMORY_ONLY);

        assertThat(kept.map(Unwritable::name).count()).isEqualTo(2);
        assertThat(kept.map(Unwritable::name).count()).isEqualTo(2);
    }

    static List<StorageLevel> levelsOfBytes() {
        return List.of(StorageLevel.MEMORY_ONLY_SER, StorageLevel.MEMORY_ONLY_2);
    }

    @ParameterizedTest
    @MethodSource("levelsOfBytes")
    void whatHasNoBytes_isNamedWithTheDatasetThatKeepsIt(StorageLevel level) {
        Rdd<Unwritable> kept = context.parallelize(List.of(1, 2), PARTITIONS)
                .map(n -> new Unwritable())
                .persist(level);

        assertThatThrownBy(kept::count)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_SERIALIZABLE))
                .hasMessageContainingAll("map at KeptOnSparkTest.java", "Unwritable", "MEMORY_ONLY");
        kept.unpersist();
    }

    @Test
    void aBroadcastThatHasNoBytes_isRefused() {
        assertThatThrownBy(() -> context.broadcast(new Unwritable()))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_SERIALIZABLE))
                .hasMessageContainingAll("broadcast", "Unwritable");
    }
}
