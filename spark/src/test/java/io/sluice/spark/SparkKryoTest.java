package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.PairRdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.function.Function3;
import io.sluice.state.StateId;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a Spark context that names Spark's Kryo, which can write neither Java records nor {@link Optional}, and whose shuffles go to
 * the disk early: what programs see is the same.
 */
@Tag("cluster") // starts Sparks of its own, which takes seconds
class SparkKryoTest {
    /** From so many records on, what is gathered goes to the disk. */
    private static final int SPILLED = 40;

    private static JavaSparkContext spark;
    private static SluiceContext context;

    @BeforeAll
    static void start() {
        SharedCluster.stop();
        spark = new JavaSparkContext(SharedCluster.conf()
                .set("spark.serializer", KryoSerializer.class.getName())
                .set("spark.shuffle.spill.numElementsForceSpillThreshold", Integer.toString(SPILLED)));
        SharedCluster.lend(spark);
        context = OnSpark.context(SharedCluster.get());
    }

    @AfterAll
    static void stop() {
        context.close();
        SharedCluster.stop();
    }

    private static PairRdd<Integer, Tuple2<Integer, Optional<String>>> nested(int count) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), 4)
                .mapToPair(n -> new Tuple2<>(n % (count / 2), new Tuple2<>(n, Optional.of("n" + n))));
    }

    @Test
    void pairsInPairsAreGrouped_alsoWhatGoesToTheDisk() {
        int count = 20 * SPILLED;

        Map<Integer, Integer> sizes = nested(count).groupByKey(2).collect().stream()
                .collect(Collectors.toMap(Tuple2::_1, group -> {
                    group._2().forEach(value -> assertThat(value._2()).hasValue("n" + value._1()));
                    return (int) group._2().spliterator().getExactSizeIfKnown();
                }));

        assertThat(sizes).hasSize(count / 2).containsValue(2);
        assertThat(sizes.values()).containsOnly(2);
    }

    @Test
    void valuesAreReduced_alsoWhatGoesToTheDisk() {
        int count = 20 * SPILLED;

        List<Tuple2<Integer, Tuple2<Integer, Optional<String>>>> reduced =
                nested(count).reduceByKey((a, b) -> a._1() > b._1() ? a : b).collect();

        assertThat(reduced).hasSize(count / 2).allSatisfy(pair -> {
            assertThat(pair._2()._1()).isEqualTo(pair._1() + count / 2);
            assertThat(pair._2()._2()).hasValue("n" + pair._2()._1());
        });
    }

    @Test
    void joinsAreMade_alsoWhatGoesToTheDisk() {
        int count = 20 * SPILLED;

        List<Tuple2<Integer, Tuple2<Tuple2<Integer, Optional<String>>, Tuple2<Integer, Optional<String>>>>> joined =
                nested(count).join(nested(count)).collect();

        assertThat(joined).hasSize(2 * count).allSatisfy(pair -> {
            assertThat(pair._2()._1()._1() % (count / 2)).isEqualTo(pair._1());
            assertThat(pair._2()._1()._2()).hasValue("n" + pair._2()._1()._1());
        });
    }

    @Test
    void sortedPairsComeInOrder() {
        assertThat(nested(10 * SPILLED).sortByKey().keys().collect()).isSorted().hasSize(10 * SPILLED);
    }

    @Test
    void stateIsKept(@TempDir Path checkpoint) {
        Function3<String, Optional<Integer>, State<Integer>, Optional<String>> sum = (key, value, state) -> {
            state.update(state.getOption().orElse(0) + value.orElseThrow());
            return Optional.of(key + state.get());
        };
        try (StreamHarness harness = StreamHarness.builder()
                .master(SharedCluster.MASTER)
                .startAt(Instant.EPOCH)
                .build()) {
            harness.streaming().checkpoint(checkpoint.toString());
            FedPairStream<String, Integer> input = harness.pairInput();
            MapWithStateDStream<String, Integer, Integer, Optional<String>> stream =
                    input.stream().mapWithState(StateSpec.function(sum).numPartitions(2));
            Output<Optional<String>> emitted = harness.collect(stream);
            harness.start();

            input.feedAll(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 2)));
            harness.runBatch();
            input.feed("a", 5);
            harness.runBatch();

            assertThat(emitted.last()).containsExactly(Optional.of("a6"));
        }
    }

    @Test
    void whatAnUpdateEmitted_passesThroughSparksSerializers() {
        StateReport report = new StateReport(new StateId("dir", "sum"), "run", 1, "owner", 1, 1, 2, 2, "executor");
        Emitted<Optional<String>> emitted = new Emitted<>(List.of(Optional.of("x"), Optional.empty()), report);

        for (Serializer serializer :
                List.of(new KryoSerializer(spark.getConf()), new JavaSerializer(spark.getConf()))) {
            ByteBuffer bytes = serializer.newInstance().serialize(emitted, Scala.tag());
            Emitted<Optional<String>> read = serializer.newInstance().deserialize(bytes, Scala.tag());

            assertThat(read.records()).isEqualTo(emitted.records());
            assertThat(read.report()).isEqualTo(report);
        }
    }
}
