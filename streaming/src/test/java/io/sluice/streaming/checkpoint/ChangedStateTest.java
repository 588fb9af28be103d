package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function2;
import io.sluice.streaming.BatchByBatch;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that comes back with another idea of its state: classes that have changed, states that come and go. */
class ChangedStateTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

    @TempDir
    Path directory;

    private final ClassLoader own = Thread.currentThread().getContextClassLoader();
    private final List<String> seen = new ArrayList<>();
    private int batches;

    @AfterEach
    void giveBackTheLoader() {
        Thread.currentThread().setContextClassLoader(own);
    }

    @Test
    void whenAFieldIsAddedAndOneRemoved_thenTheOthersKeepTheirValues() throws Exception {
        use("public record Visit(String page, int clicks, long since) {}");
        runBatch("visits", ChangedStateTest::firstVisit);

        use("public record Visit(String country, int clicks, String page) {}");
        runBatch("visits", (values, before) -> before);

        assertThat(seen)
                .containsExactly(
                        "a: Visit[page=home, clicks=3, since=77]", "a: Visit[country=null, clicks=3, page=home]");
    }

    @Test
    void whenAFieldHasAnotherType_thenTheProgramIsRefusedAndTheFieldIsNamed() throws Exception {
        use("public record Visit(String page, int clicks, long since) {}");
        runBatch("visits", ChangedStateTest::firstVisit);

        use("public record Visit(String page, String clicks, long since) {}");
        assertRefused("'visits'", "Visit", "'clicks' was of type int and is of type java.lang.String");
    }

    @Test
    void whenTheClassIsGone_thenTheProgramIsRefusedAndTheClassIsNamed() throws Exception {
        use("public record Visit(String page, int clicks, long since) {}");
        runBatch("visits", ChangedStateTest::firstVisit);

        Thread.currentThread().setContextClassLoader(own);
        assertRefused("'visits'", "Visit", "the class is not there");
    }

    @Test
    void whenAStateIsDroppedAndComesBack_thenItIsNewAndBeginsWithNothing() throws Exception {
        use("public record Visit(String page, int clicks, long since) {}");
        runBatch("visits", ChangedStateTest::firstVisit);
        runBatch("visits", ChangedStateTest::firstVisit);

        Thread.currentThread().setContextClassLoader(own);
        runBatch("other", ChangedStateTest::count, "checkpoint.giveUp=visits");
        runBatch("visits", ChangedStateTest::count, "checkpoint.giveUp=other");
        runBatch("visits", ChangedStateTest::count);

        assertThat(seen.subList(2, 5)).containsExactly("a: 1", "a: 1", "a: 2");
    }

    private static Optional<Object> count(List<Long> values, Optional<Object> before) {
        return Optional.of(before.map(count -> (Long) count).orElse(0L) + values.size());
    }

    private static Optional<Object> firstVisit(List<Long> values, Optional<Object> before) throws Exception {
        Class<?> visit = Thread.currentThread().getContextClassLoader().loadClass("Visit");
        return Optional.of(visit.getDeclaredConstructors()[0].newInstance("home", 3, 77L));
    }

    /** A version of the program's classes, for what starts from now on. */
    private void use(String source) throws IOException {
        Path classes = Files.createTempDirectory(directory, "classes");
        Path file = Files.writeString(classes.resolve("Visit.java"), source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), file.toString());
        assertThat(failed).isZero();
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {classes.toUri().toURL()}, own));
    }

    private void runBatch(String name, Function2<List<Long>, Optional<Object>, Optional<Object>> f, String... settings)
            throws Exception {
        try (BatchByBatch run = program(name, f, settings)) {
            run.start();
            Path file = Files.writeString(directory.resolve("writing"), "a\n");
            Files.setLastModifiedTime(file, FileTime.from(now().plusMillis(500)));
            Files.move(file, directory.resolve("in/" + batches));
            batches++;
            run.runBatch();
            run.streaming().awaitTerminationOrTimeout(0);
        }
    }

    private Instant now() {
        return BEGIN.plusSeconds(batches);
    }

    private BatchByBatch program(
            String name, Function2<List<Long>, Optional<Object>, Optional<Object>> f, String... settings)
            throws IOException {
        BatchByBatch run = new BatchByBatch(now(), settings);
        run.streaming().checkpoint(directory.resolve("checkpoint").toString());
        Path input = Files.createDirectories(directory.resolve("in"));
        run.streaming()
                .textFileStream(input.toString())
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .updateStateByKey(f)
                .name(name)
                .foreachRDD(rdd -> rdd.collect().forEach(pair -> seen.add(pair._1() + ": " + pair._2())));
        return run;
    }

    private void assertRefused(String... named) throws IOException {
        try (BatchByBatch run = program("visits", ChangedStateTest::count)) {
            assertThatThrownBy(run::start)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CHECKPOINT_INCOMPATIBLE))
                    .hasMessageContainingAll(named);
        }
    }
}
