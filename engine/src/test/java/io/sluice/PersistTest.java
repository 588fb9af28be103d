package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersistTest {
    private static final List<Integer> NUMBERS =
            IntStream.range(0, 1_000).boxed().toList();

    @TempDir
    Path local;

    private SluiceContext context;
    private LongAccumulator computed;

    private SluiceContext start(String master, String memory) {
        SluiceConf conf = new SluiceConf()
                .setMaster(master)
                .set("sluice.memory.limit", memory)
                .set("sluice.local.dir", local.toString());
        context = new SluiceContext(conf);
        computed = context.longAccumulator();
        return context;
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Rdd<Integer> counted(List<Integer> numbers, int partitions) {
        LongAccumulator own = computed;
        return context.parallelize(numbers, partitions).map(n -> {
            own.add(1L);
            return n;
        });
    }

    static Stream<StorageLevel> levels() {
        return Stream.of(
                StorageLevel.MEMORY_ONLY,
                StorageLevel.MEMORY_ONLY_SER_2,
                StorageLevel.MEMORY_AND_DISK,
                StorageLevel.DISK_ONLY_3,
                StorageLevel.OFF_HEAP);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void whenPersisted_thenLaterJobsComputeNothingUntilItIsForgotten(StorageLevel level) {
        start("local[2]", "64m");
        Rdd<Integer> kept = counted(NUMBERS, 4).persist(level);

        assertThat(kept.collect()).isEqualTo(NUMBERS);
        assertThat(kept.map(n -> n + 1).count()).isEqualTo(1_000);
        assertThat(computed.value()).isEqualTo(1_000);

        kept.unpersist();
        assertThat(kept.collect()).isEqualTo(NUMBERS);
        assertThat(computed.value()).isEqualTo(2_000);
        assertThat(kept.getStorageLevel()).isEqualTo(StorageLevel.NONE);
    }

    @Test
    void whenTheLevelIsChangedWithoutUnpersist_thenThatIsRefused() {
        start("local[2]", "64m");
        Rdd<Integer> kept = counted(NUMBERS, 2).cache();

        assertThatThrownBy(() -> kept.persist(StorageLevel.DISK_ONLY))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("unpersist it before");
    }

    @Test
    void whenOnlyTheFirstRecordsAreTaken_thenOnlyTheirPartitionIsKept() {
        start("local[2]", "64m");
        Rdd<Integer> kept = counted(NUMBERS, 4).cache();

        assertThat(kept.take(3)).containsExactly(0, 1, 2);

        assertThat(computed.value()).isEqualTo(250);
        assertThat(context.engine().persistedPartitions(kept.lineage())).isEqualTo(1);
    }

    @Test
    void whenPartitionsAboveAShuffleAreDroppedForMemory_thenTheyAreComputedAgain() {
        start("local[1]", "3m");
        PairRdd<Integer, Integer> sums =
                counted(NUMBERS, 3).mapToPair(n -> new Tuple2<>(n % 7, n)).reduceByKey(Integer::sum);
        Rdd<String> wide = sums.keys()
                .flatMap(key -> IntStream.range(0, 500)
                        .mapToObj(i -> key + "-" + "x".repeat(200) + i)
                        .iterator());
        wide.cache();
        long first = wide.count();

        Rdd<String> other = context.parallelize(NUMBERS, 4)
                .flatMap(n ->
                        Stream.generate(() -> "y".repeat(400) + n).limit(10).iterator());
        other.cache().count();

        assertThat(wide.union(wide).count()).isEqualTo(2 * first);
    }

    @Test
    void whenManyJobsReadTheSameRdd_thenEachPartitionIsComputedOnce() throws Exception {
        start("local[2]", "64m");
        Rdd<Integer> kept = counted(NUMBERS, 8).cache();
        ExecutorService programs = Executors.newFixedThreadPool(6);
        try {
            List<Future<Long>> counts = programs.invokeAll(IntStream.range(0, 6)
                    .<java.util.concurrent.Callable<Long>>mapToObj(i -> kept::count)
                    .toList());
            for (Future<Long> count : counts) {
                assertThat(count.get()).isEqualTo(1_000);
            }
        } finally {
            programs.shutdownNow();
        }

        assertThat(computed.value()).isEqualTo(1_000);
    }

    @Test
    void whenTheProgramDropsAPersistedRdd_thenItsBlocksGoWithIt() throws Exception {
        start("local[2]", "64m");
        counted(NUMBERS, 4).persist(StorageLevel.DISK_ONLY).count();
        assertThat(files()).isEqualTo(4);

        for (int i = 0; i < 100 && files() > 0; i++) {
            System.gc();
            context.parallelize(NUMBERS, 1).count();
        }

        assertThat(files()).isZero();
    }

    @Test
    void whenTheContextCloses_thenNoFileIsLeft() throws Exception {
        start("local[2]", "64m");
        Rdd<Integer> kept = counted(NUMBERS, 4).persist(StorageLevel.DISK_ONLY);
        kept.count();

        context.close();

        assertThat(kept.getNumPartitions()).isEqualTo(4);
        assertThat(local).isEmptyDirectory();
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(local)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
