package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.VoidFunction;
import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.DStream;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that comes back with keys or state of another type, which nothing but its records tells: types are erased. */
class ChangedTypesTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();
    private int batches;

    @Test
    void whenKeysWereTextsAndAreNumbers_thenTheBatchFailsAndBothAreNamed() throws Exception {
        run("7", lines -> counts(lines.mapToPair(line -> new Tuple2<>(line, 1L))));

        assertIncompatible(
                () -> run("7", lines -> counts(lines.mapToPair(line -> new Tuple2<>(Long.parseLong(line), 1L)))),
                "all keys in the state of 'counts'",
                "are of java.lang.String, and the new key '7' is of java.lang.Long",
                "sluice.streaming.checkpoint.giveUp=counts");
        run("7", lines -> counts(lines.mapToPair(line -> new Tuple2<>(line, 1L))));

        assertThat(seen).containsExactly("7: 1", "7: 2", "7: 3"); // the batch that failed ran again with its file
    }

    @Test
    void whenKeysOfSeveralClassesAreMeant_thenBothHaveTheirState() throws Exception {
        run("7", lines -> counts(lines.mapToPair(line -> new Tuple2<>(line, 1L))));
        run(
                "7",
                lines -> counts(lines.mapToPair(line -> new Tuple2<>(Long.parseLong(line), 1L))),
                "state.mixedKeys=true");

        assertThat(seen).containsExactlyInAnyOrder("7: 1", "7: 1", "7: 1");
    }

    @Test
    void whenAWindowsKeysHaveAnotherClass_thenTheBatchFailsAndBothAreNamed() throws Exception {
        run("7", lines -> window(lines.mapToPair(line -> new Tuple2<>(line, 1L))));

        assertIncompatible(
                () -> run("7", lines -> window(lines.mapToPair(line -> new Tuple2<>(Integer.parseInt(line), 1L)))),
                "are of java.lang.String, and the new key '7' is of java.lang.Integer");
    }

    @Test
    void whenUpdatedStateHasAnotherClass_thenTheBatchFailsAndItIsNamed() throws Exception {
        run("7", lines -> counts(lines.mapToPair(line -> new Tuple2<>(line, 1L))));

        assertIncompatible(
                () -> run(
                        "7",
                        lines -> see(lines.mapToPair(line -> new Tuple2<>(line, 1L))
                                .<Integer>updateStateByKey(
                                        (ones, before) -> Optional.of(before.orElse(0) + ones.size()))
                                .name("counts"))),
                "the state of 'counts'",
                "holds a java.lang.Long for the key '7', and the function takes another class",
                "sluice.streaming.checkpoint.giveUp=counts");
    }

    @Test
    void whenMappedStateHasAnotherClass_thenTheBatchFailsAndItIsNamed() throws Exception {
        run(
                "7",
                lines -> lines.mapToPair(line -> new Tuple2<>(line, 1L))
                        .mapWithState(StateSpec.function(ChangedTypesTest::number))
                        .name("mapped")
                        .foreachRDD(rdd -> seen.addAll(rdd.collect())));

        assertIncompatible(
                () -> run(
                        "7",
                        lines -> lines.mapToPair(line -> new Tuple2<>(line, 1))
                                .mapWithState(StateSpec.function(ChangedTypesTest::text))
                                .name("mapped")
                                .foreachRDD(rdd -> seen.addAll(rdd.collect()))),
                "the state of 'mapped'",
                "holds a java.lang.Long for the key '7'");
    }

    private static String number(String key, Optional<Long> one, State<Long> state) {
        state.update(one.orElseThrow());
        return key;
    }

    private static String text(String key, Optional<Integer> one, State<String> state) {
        state.update(state.exists() ? state.get().concat(key) : key);
        return key;
    }

    private <K> void counts(PairDStream<K, Long> ones) {
        see(ones.<Long>updateStateByKey((values, before) -> Optional.of(before.orElse(0L) + values.size()))
                .name("counts"));
    }

    private <K> void window(PairDStream<K, Long> ones) {
        see(ones.reduceByKeyAndWindow(
                        Long::sum, (all, gone) -> all - gone, Duration.ofSeconds(10), Duration.ofSeconds(1))
                .name("window"));
    }

    private <K, V> void see(PairDStream<K, V> pairs) {
        pairs.foreachRDD(rdd -> rdd.collect().forEach(pair -> seen.add(pair._1() + ": " + pair._2())));
    }

    private void run(String line, VoidFunction<DStream<String>> program, String... settings) throws Exception {
        Instant now = BEGIN.plusSeconds(batches);
        try (BatchByBatch run = new BatchByBatch(now, settings)) {
            run.streaming().checkpoint(directory.resolve("checkpoint").toString());
            Path input = Files.createDirectories(directory.resolve("in"));
            program.call(run.streaming().textFileStream(input.toString()));
            run.start();
            Path file = Files.writeString(directory.resolve("writing"), line + "\n");
            Files.setLastModifiedTime(file, FileTime.from(now.plusMillis(500)));
            Files.move(file, input.resolve(Integer.toString(batches)));
            batches++;
            run.runBatch();
            run.streaming().awaitTerminationOrTimeout(0);
        }
    }

    private static void assertIncompatible(ThrowingCallable run, String... named) {
        assertThatThrownBy(run).isInstanceOfSatisfying(StreamException.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.BATCH_FAILED);
            assertThat(failed).hasStackTraceContaining(ErrorCode.STATE_INCOMPATIBLE.name());
            for (String words : named) {
                assertThat(failed.problem() + " " + failed.remedy()).contains(words);
            }
        });
    }
}
