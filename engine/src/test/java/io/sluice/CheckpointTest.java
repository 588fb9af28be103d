package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

    @TempDir
    Path directory;

    private final SluiceContext context =
            new SluiceContext(new SluiceConf().setMaster("local[2]").set("sluice.task.serialize", "true"));
    private final LongAccumulator computed = context.longAccumulator();

    @BeforeEach
    void setDirectory() {
        context.setCheckpointDir(directory.toString());
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Rdd<Integer> counted() {
        LongAccumulator own = computed;
        return context.parallelize(NUMBERS, 4).map(n -> {
            own.add(1L);
            return n;
        });
    }

    @Test
    void whenNoDirectoryIsSet_thenMarkingIsRefused() {
        try (SluiceContext other = new SluiceContext("local", "other")) {
            Rdd<Integer> numbers = other.parallelize(NUMBERS);

            assertThatThrownBy(numbers::checkpoint)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setCheckpointDir");
        }
    }

    @Test
    void whenAJobHasUsedIt_thenItsRecordsAreReadFromFiles() throws IOException {
        Rdd<Integer> numbers = counted();
        Rdd<Integer> childOfBefore = numbers.map(n -> n * 2);
        numbers.checkpoint();
        assertThat(numbers.isCheckpointed()).isFalse();

        numbers.count();

        assertThat(numbers.isCheckpointed()).isTrue();
        assertThat(partFiles(Path.of(numbers.getCheckpointFile().orElseThrow())))
                .isEqualTo(4);
        long once = computed.value();
        assertThat(numbers.collect()).isEqualTo(NUMBERS);
        assertThat(childOfBefore.first()).isZero();
        assertThat(numbers.filter(n -> n > 97).collect()).containsExactly(98, 99);
        assertThat(computed.value()).isEqualTo(once);
    }

    @Test
    void whenItIsPersistedToo_thenItIsComputedOnce() {
        Rdd<Integer> numbers = counted().cache();
        numbers.checkpoint();

        numbers.count();
        numbers.unpersist();

        assertThat(numbers.collect()).isEqualTo(NUMBERS);
        assertThat(computed.value()).isEqualTo(100);
    }

    @Test
    void whenAProgramIterates_thenItsLineageStaysShortAndOldFilesGo() throws IOException {
        PairRdd<Integer, Integer> generation = context.parallelize(NUMBERS, 2)
                .mapToPair(n -> new Tuple2<>(n % 3, n))
                .reduceByKey(Integer::sum);
        for (int i = 0; i < 200; i++) {
            generation = generation.mapValues(n -> n + 1);
            generation.checkpoint();
            generation.count();
        }

        assertThat(generation.partitioner()).isPresent();
        assertThat(generation.lineage().parents().get(0).parents()).isEmpty();
        assertThat(generation.collectAsMap()).containsEntry(0, 1683 + 200);
        for (int i = 0; i < 100 && checkpoints() > 1; i++) {
            System.gc();
            context.parallelize(NUMBERS, 1).count();
        }
        assertThat(checkpoints()).isEqualTo(1);
    }

    @Test
    void whenTheDirectoryCannotBeWritten_thenTheJobFailsAndTheNextOneTriesAgain() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        context.setCheckpointDir(file.toString());
        Rdd<Integer> numbers = counted();
        numbers.checkpoint();

        assertThatThrownBy(numbers::count)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("OUTPUT_FAILED")
                .hasMessageContaining(file.toString());
        assertThat(numbers.isCheckpointed()).isFalse();

        Files.delete(file);
        assertThat(numbers.count()).isEqualTo(100);
        assertThat(numbers.isCheckpointed()).isTrue();
    }

    @Test
    void whenARecordDoesNotSerialise_thenTheJobSaysWhich() {
        Rdd<Thread> threads = context.parallelize(NUMBERS, 2).map(n -> Thread.currentThread());
        threads.checkpoint();

        assertThatThrownBy(threads::count).hasMessageContaining("RECORD_NOT_SERIALIZABLE");
        assertThat(directory).isDirectoryNotContaining("glob:**/rdd-*");
    }

    @Test
    void whenTheContextCloses_thenTheFilesAreGone() {
        Rdd<Integer> numbers = counted();
        numbers.checkpoint();
        numbers.count();

        context.close();

        assertThat(numbers.id()).isNotNegative();
        assertThat(directory).isEmptyDirectory();
    }

    private static long partFiles(Path checkpoint) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .count();
        }
    }

    private long checkpoints() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("rdd-"))
                    .count();
        }
    }
}
