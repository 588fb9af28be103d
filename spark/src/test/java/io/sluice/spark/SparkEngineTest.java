package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.AccumulatorV2;
import io.sluice.Broadcast;
import io.sluice.LongAccumulator;
import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to running on Spark; what operators give is in {@link RddConformanceOnSparkTest}. */
class SparkEngineTest {
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
        SharedCluster.stop(); // an executor that comes later would look for files that were added and are gone
    }

    private static Rdd<Integer> numbers(int count, int partitions) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
    }

    @Test
    void tasksRunInOtherProcesses() {
        long here = ProcessHandle.current().pid();

        List<Long> there =
                numbers(4, 4).map(n -> ProcessHandle.current().pid()).distinct().collect();

        assertThat(there).isNotEmpty().doesNotContain(here);
    }

    @Test
    void accumulatorsCountWhatTasksAdd_ofTheProgramsOwnTypesToo() {
        LongAccumulator records = context.longAccumulator("records");
        Longest longest = new Longest();
        context.register(longest, "longest");

        numbers(100, 4).foreach(n -> {
            records.add(1);
            longest.add("n".repeat(n));
        });

        assertThat(records.value()).isEqualTo(100);
        assertThat(longest.value()).hasSize(99);
    }

    /** The longest text that was added. */
    private static final class Longest extends AccumulatorV2<String, String> {
        private String longest = "";

        @Override
        public boolean isZero() {
            return longest.isEmpty();
        }

        @Override
        public Longest copy() {
            Longest copy = new Longest();
            copy.longest = longest;
            return copy;
        }

        @Override
        public void reset() {
            longest = "";
        }

        @Override
        public void add(String text) {
            longest = text.length() > longest.length() ? text : longest;
        }

        @Override
        public void merge(AccumulatorV2<String, String> other) {
            add(other.value());
        }

        @Override
        public String value() {
            return longest;
        }
    }

    @Test
    void broadcastsReachTasks_untilTheyAreDestroyed() {
        Broadcast<Map<Integer, String>> names = context.broadcast(Map.of(0, "zero", 1, "one"));

        assertThat(numbers(2, 2).map(n -> names.value().get(n)).collect()).containsExactly("zero", "one");

        names.destroy();
        assertThatThrownBy(names::value)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BROADCAST_DESTROYED));
    }

    @Test
    void persistedPartitionsAreComputedOnce_atSparksLevels() {
        Set<Integer> others = SharedCluster.persistedBeside(Set.of());
        LongAccumulator computed = context.longAccumulator();
        Rdd<Integer> kept = numbers(10, 2)
                .map(n -> {
                    computed.add(1);
                    return n;
                })
                .persist(StorageLevel.MEMORY_AND_DISK_2);

        kept.count();
        kept.map(n -> n + 1).count();

        assertThat(computed.value()).isEqualTo(10);
        assertThat(SharedCluster.persistedBeside(others)).hasSize(1);
        kept.unpersist();
        assertThat(SharedCluster.persistedBeside(others)).isEmpty();
    }

    @Test
    void checkpointedDatasetsAreReadFromTheirFiles(@TempDir Path directory) {
        context.setCheckpointDir(directory.toString());
        LongAccumulator computed = context.longAccumulator();
        Rdd<Integer> stored = numbers(10, 2).map(n -> {
            computed.add(1);
            return n;
        });
        stored.checkpoint();
        stored.count();
        long once = computed.value();

        assertThat(stored.map(n -> n * 2).reduce(Integer::sum)).isEqualTo(90);

        assertThat(stored.isCheckpointed()).isTrue();
        assertThat(stored.getCheckpointFile()).isPresent();
        assertThat(computed.value()).isEqualTo(once);
    }

    @Test
    void shuffledDataIsUsedAgain() {
        LongAccumulator mapped = context.longAccumulator();
        PairRdd<Integer, Integer> sums = numbers(20, 4)
                .mapToPair(n -> {
                    mapped.add(1);
                    return new Tuple2<>(n % 3, n);
                })
                .reduceByKey(Integer::sum);

        sums.collect();
        sums.mapValues(n -> -n).collect();

        assertThat(mapped.value()).isEqualTo(20);
    }

    @Test
    void recordsThatSparkCannotSerialize_goThroughShufflesAndComeBack() {
        List<Tuple2<Integer, Optional<String>>> shuffled = numbers(6, 3)
                .mapToPair(n -> new Tuple2<>(n % 2, Optional.of("n" + n)))
                .reduceByKey((a, b) -> a.get().compareTo(b.get()) > 0 ? a : b)
                .collect();

        assertThat(shuffled)
                .containsExactlyInAnyOrder(new Tuple2<>(0, Optional.of("n4")), new Tuple2<>(1, Optional.of("n5")));
    }

    @Test
    void localPropertiesReachTasks() {
        context.setLocalProperty("mine", "yes");
        try {
            assertThat(numbers(1, 1)
                            .map(n -> TaskContext.get().getLocalProperty("mine"))
                            .collect())
                    .containsExactly("yes");
        } finally {
            context.setLocalProperty("mine", null);
        }
    }

    @Test
    void filesThatAreAddedAreWhereTasksAre(@TempDir Path directory) throws IOException {
        Path words = Files.writeString(directory.resolve("words.txt"), "some words");
        context.addFile(words.toString());

        List<String> found = numbers(2, 2)
                .map(n -> TaskContext.get().getFile("words.txt"))
                .map(file -> file + "=" + Files.readString(Path.of(file)))
                .collect();

        assertThat(found)
                .allSatisfy(file ->
                        assertThat(file).endsWith("words.txt=some words").doesNotStartWith(directory.toString()));
        assertThat(context.getFile("words.txt")).isEqualTo(words.toString());
        assertThatThrownBy(() -> numbers(1, 1)
                        .map(n -> TaskContext.get().getFile("others.txt"))
                        .collect())
                .hasMessageContaining("no file named others.txt was added");
        assertThatThrownBy(() -> context.addFile(directory.toString(), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void jarsThatAreAddedAreOnTheClassPathOfTasks(@TempDir Path directory) throws IOException {
        Path jar = directory.resolve("added.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("added.txt"));
            out.write("in the jar".getBytes(StandardCharsets.UTF_8));
        }
        context.addJar(jar.toString());

        assertThat(numbers(2, 2)
                        .map(n -> {
                            ClassLoader loader = Thread.currentThread().getContextClassLoader();
                            try (InputStream in = loader.getResourceAsStream("added.txt")) {
                                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                            }
                        })
                        .collect())
                .containsExactly("in the jar", "in the jar");
        assertThatThrownBy(() -> context.addJar("/nowhere.jar")).hasMessageContaining("there is no jar /nowhere.jar");
    }

    @Test
    void aFunctionThatThrows_isNamedWithItsLineAndTheRecord() {
        Rdd<Integer> bad = numbers(10, 2).map(n -> 10 / (n - 7));

        assertThatThrownBy(bad::collect)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TASK_FAILED))
                .hasMessageContainingAll(
                        "map at SparkEngineTest.java", "ArithmeticException", "partition 1", "element 2");
    }

    @Test
    void aFailureThatDoesNotSerialize_isToldAllTheSame_andKeepsItsCode() {
        Rdd<Integer> odd = numbers(10, 2).map(n -> {
            throw new PortableFailuresTest.Odd("my words", new IllegalStateException("below"));
        });
        Rdd<Integer> known = numbers(10, 2).map(n -> {
            throw new StreamException(ErrorCode.JDBC_FAILED, "p", "r", new PortableFailuresTest.Odd("my words"));
        });

        assertThatThrownBy(odd::collect)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TASK_FAILED))
                .hasMessageContainingAll("Odd: my words", "map at SparkEngineTest.java")
                .cause()
                .hasMessage("my words")
                .hasRootCauseMessage("below");
        assertThatThrownBy(known::collect)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JDBC_FAILED))
                .hasRootCauseMessage("my words");
    }

    @Test
    void whatDoesNotSerialize_isNamedBeforeAnythingRuns() {
        Object notSerializable = new Object();

        assertThatThrownBy(
                        () -> numbers(1, 1).map(n -> notSerializable.hashCode()).collect())
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSURE_NOT_SERIALIZABLE));
    }

    @Test
    void aCancelledJobEnds() throws Exception {
        context.setJobGroup("slow", "sleeps");
        var job = numbers(2, 2)
                .map(n -> {
                    while (!TaskContext.get().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return n;
                })
                .countAsync();
        context.clearJobGroup();
        while (spark.statusTracker().getActiveJobIds().length == 0) {
            Thread.onSpinWait();
        }

        context.cancelJobGroup("slow");

        assertThatThrownBy(job::get).rootCause().hasMessageContaining("slow");
    }

    @Test
    void datasetsOfBothCanBeMixed() {
        Rdd<Integer> ours = OnSpark.fromJavaRDD(context, spark.parallelize(List.of(3, 1, 2), 2));

        List<Integer> sorted = new ArrayList<>(
                OnSpark.toJavaRDD(ours.map(n -> n * 10)).filter(n -> n > 10).collect());

        sorted.sort(Comparator.naturalOrder());
        assertThat(sorted).containsExactly(20, 30);
        assertThat(ours.union(numbers(2, 1)).count()).isEqualTo(5);
    }

    @Test
    void datasetsOfAnotherEngineAreRefused() {
        try (SluiceContext local = new SluiceContext("local[1]", "other", new SluiceConf())) {
            assertThatThrownBy(() -> OnSpark.toJavaRDD(local.parallelize(List.of(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("local[1]");
        }
    }
}
