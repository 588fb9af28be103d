package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.CallSite;
import io.sluice.operator.Origin;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackOperatorTest {
    private static final Step STEP = new Step(0, new Origin(1, new CallSite("map", "Program.java:7")), null);

    private static <T> List<Chunk<T>> packed(boolean asBytes, List<T> records) {
        Records<T> in = records::iterator;
        List<Chunk<T>> chunks = new ArrayList<>();
        try {
            Iterator<Chunk<T>> packed =
                    new PackOperator<T>(asBytes).apply(STEP, in).iterator();
            packed.forEachRemaining(chunks::add);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        return chunks;
    }

    private static <T> List<T> unpacked(List<Chunk<T>> chunks) {
        return chunks.stream().flatMap(chunk -> chunk.records().stream()).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allRecordsComeBackInOrder_alsoThroughSparksSerializers(boolean asBytes) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Optional<String>> records = IntStream.range(0, random.nextInt(20_000))
                .mapToObj(n -> random.nextInt(9) == 0
                        ? Optional.<String>empty()
                        : Optional.of("x".repeat(random.nextInt(99)) + n))
                .toList();

        List<Chunk<Optional<String>>> chunks = packed(asBytes, records);

        assertThat(unpacked(chunks)).as("seed %d", seed).isEqualTo(records);
        for (Serializer serializer :
                List.of(new JavaSerializer(new SparkConf()), new KryoSerializer(new SparkConf()))) {
            List<Chunk<Optional<String>>> passed = chunks.stream()
                    .map(chunk -> serializer
                            .newInstance()
                            .<Chunk<Optional<String>>>deserialize(
                                    serializer.newInstance().serialize(chunk, Scala.tag()), Scala.tag()))
                    .toList();
            assertThat(unpacked(passed)).as("seed %d", seed).isEqualTo(records);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void smallRecordsShareChunks(boolean asBytes) {
        List<Integer> records = IntStream.range(0, 10_000).boxed().toList();

        assertThat(packed(asBytes, records)).hasSizeBetween(1, 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeRecordIsAChunkOfItsOwn(boolean asBytes) {
        List<byte[]> records = List.of(new byte[1 << 17], new byte[1 << 17], new byte[1 << 17]);

        assertThat(packed(asBytes, records)).hasSize(3);
    }

    @Test
    void objectsAreTheSameObjects() {
        List<List<Integer>> records = List.of(new ArrayList<>(List.of(1)));

        assertThat(packed(false, records).get(0).records().get(0)).isSameAs(records.get(0));
    }
}
