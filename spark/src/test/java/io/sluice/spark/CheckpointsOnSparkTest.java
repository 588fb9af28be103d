package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.LongAccumulator;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsOnSparkTest {
    @TempDir
    private Path directory;

    private JavaSparkContext spark;
    private SluiceContext context;
    private LongAccumulator computed;

    @BeforeEach
    void start() {
        spark = SharedCluster.get();
        context = OnSpark.context(spark);
        context.setCheckpointDir(directory.toString());
        computed = context.longAccumulator();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private Rdd<Integer> numbers(int count) {
        LongAccumulator counted = computed;
        return context.parallelize(IntStream.range(0, count).boxed().toList(), 2)
                .map(n -> {
                    counted.add(1);
                    return n;
                });
    }

    private static Path files(Rdd<?> rdd) {
        return Path.of(rdd.getCheckpointFile().orElseThrow());
    }

    @Test
    void allDatasetsAreBelowOneDirectory_whichIsTheProgramsAlone() throws IOException {
        Optional<String> theirs = Optional.ofNullable(spark.getCheckpointDir().orElse(null));
        for (int i = 0; i < 3; i++) {
            context.setCheckpointDir(directory.toString());
            Rdd<Integer> stored = numbers(4);
            stored.checkpoint();
            stored.count();
            assertThat(files(stored)).startsWith(directory).isNotEmptyDirectory();
        }

        try (Stream<Path> below = Files.list(directory)) {
            assertThat(below).hasSize(1);
        }
        assertThat(Optional.ofNullable(spark.getCheckpointDir().orElse(null))).isEqualTo(theirs);
    }

    @Test
    void aPathIsOneOfTheLocalDisk_whateverHadoopsDefaultIs() {
        spark.hadoopConfiguration().set("fs.defaultFS", "hdfs://nowhere.invalid:1");
        try {
            Rdd<Integer> stored = numbers(4);
            stored.checkpoint();
            stored.count();

            assertThat(files(stored)).startsWith(directory).isNotEmptyDirectory();
        } finally {
            spark.hadoopConfiguration().unset("fs.defaultFS");
        }
    }

    @Test
    void aMarkOutlivesUnpersist() {
        Rdd<Integer> stored = numbers(4).persist();
        stored.checkpoint();
        stored.unpersist();

        stored.count();

        assertThat(stored.isCheckpointed()).isTrue();
        assertThat(stored.collect()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aMarkAfterTheFirstJob_isMadeGoodByTheNext_alsoByOneOfAnotherDataset() {
        Rdd<Integer> stored = numbers(4).persist();
        Rdd<Integer> child = stored.map(n -> n + 1).repartition(2);
        child.count();
        stored.checkpoint();

        child.count();

        assertThat(stored.isCheckpointed()).isTrue();
        assertThat(computed.value()).isEqualTo(4);
    }

    @Test
    void filesThatCannotBeWritten_areTriedAgainByTheNextJob() throws IOException {
        Path blocked = directory.resolve("blocked");
        Files.writeString(blocked, "a file");
        context.setCheckpointDir(blocked.toString());
        Rdd<Integer> stored = numbers(4);
        stored.checkpoint();
        assertThatThrownBy(stored::count)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
                .hasMessageContaining(blocked.toString());
        assertThat(stored.isCheckpointed()).isFalse();

        Files.delete(blocked);
        stored.count();

        assertThat(stored.isCheckpointed()).isTrue();
        assertThat(files(stored)).startsWith(blocked).isNotEmptyDirectory();
    }

    private Path storedAndLetGo() {
        Rdd<Integer> stored = numbers(4);
        stored.checkpoint();
        stored.count();
        return files(stored);
    }

    @Test
    void filesGoWithTheDataset_andNotBefore() {
        Rdd<Integer> stays = numbers(4);
        stays.checkpoint();
        stays.count();
        Path gone = storedAndLetGo();
        assertThat(gone).isNotEmptyDirectory();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.exists(gone) && System.nanoTime() < deadline) {
            System.gc();
            context.parallelize(List.of(1), 1).count();
        }

        assertThat(gone).doesNotExist();
        assertThat(files(stays)).isNotEmptyDirectory();
        assertThat(stays.collect()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void allFilesGoWithTheContext() {
        Path stored = storedAndLetGo();

        context.close();

        assertThat(stored).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsBelowACheckpoint_isLetGoOf() {
        Rdd<Integer> grows = numbers(4);
        for (int round = 0; round < 6; round++) {
            grows = grows.map(n -> n + 1).map(n -> n - 1);
            if (round % 2 == 0) {
                grows.checkpoint();
            } else {
                grows.localCheckpoint();
            }
            assertThat(grows.collect()).containsExactly(0, 1, 2, 3);
        }

        assertThat(grows.toDebugString().lines()).hasSize(2); // itself, and the source in the place of what was below
        assertThat(grows.getNumPartitions()).isEqualTo(2);
    }

    @Test
    void aLocalCheckpointThatIsUnpersisted_isLost() {
        Rdd<Integer> stored = numbers(4).persist(StorageLevel.MEMORY_AND_DISK);
        stored.localCheckpoint();
        stored.count();
        assertThat(stored.isCheckpointed()).isTrue();

        stored.unpersist();

        assertThatThrownBy(stored::count)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_LOST));
    }

    @Test
    void aMarkForALocalCheckpoint_goesWithThePersistedBlocks() {
        Rdd<Integer> stored = numbers(4).persist(StorageLevel.MEMORY_AND_DISK);
        stored.localCheckpoint();
        stored.unpersist();

        assertThat(stored.count()).isEqualTo(4);
        assertThat(stored.isCheckpointed()).isFalse();
    }
}
