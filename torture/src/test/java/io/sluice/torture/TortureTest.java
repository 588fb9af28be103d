package io.sluice.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import io.sluice.torture.feed.Discrepancies;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A little of what {@code ./sluice torture} does at length. */
class TortureTest {
    private static final long SEED = 1;

    /** Some of each kind; {@code ./sluice torture --mode faults} does them all. */
    private static final Set<String> SOME_FAULTS = Set.of(
            "a flipped bit in batches",
            "a newer format in state",
            "READ_ONLY below batches",
            "FULL_DISK below state",
            "the received blocks deleted",
            "the checkpoint of another application");

    private static final Set<String> SOME_SAFETIES =
            Set.of("no fsync below received", "no checksum below state", "no token in the sink");

    private final StreamClock clock = new SystemClock();

    @TempDir
    Path directory;

    @Test
    void whenAProgramIsKilledTwentyTimes_thenNothingIsLostNorTwiceNorOutOfOrder() throws Exception {
        Discrepancies found = new KillMode(directory, SEED, clock, System.out).run(20);

        assertThat(found.records()).isPositive();
        assertThat(found.examples()).isEmpty();
        assertThat(found.isNone()).as(found.toString()).isTrue();
    }

    @Test
    @Tag("server")
    void whenAProgramFromTopicToTopicIsKilled_andItsBroker_thenNothingIsLostNorTwiceNorOutOfOrder() throws Exception {
        Discrepancies found = new TopicMode(directory, SEED, clock, System.out).run(3);

        assertThat(found.records()).isPositive();
        assertThat(found.examples()).isEmpty();
        assertThat(found.isNone()).as(found.toString()).isTrue();
    }

    @Test
    @Tag("cluster")
    void whenTheDriverOnAClusterIsKilled_andAnExecutor_thenNothingIsLostNorTwiceNorWrong() throws Exception {
        Discrepancies found = new ClusterMode(directory, SEED, clock, System.out).run(2);

        assertThat(found.records()).isPositive();
        assertThat(found.examples()).isEmpty();
        assertThat(found.isNone()).as(found.toString()).isTrue();
    }

    static Stream<Experiment> someFaults() {
        return chosen(FaultExperiments.all(), SOME_FAULTS);
    }

    @ParameterizedTest
    @MethodSource("someFaults")
    void whenADiskFailsOrAFileIsDamaged_thenThatIsSaidAndTheProgramGoesOnWhenItIsMended(Experiment experiment)
            throws Exception {
        assertThat(new Experiments(directory, SEED, clock).run(experiment)).isEmpty();
    }

    static Stream<Experiment> someSafeties() {
        return chosen(UnsafeExperiments.all(), SOME_SAFETIES);
    }

    @ParameterizedTest
    @MethodSource("someSafeties")
    void whenASafetyIsTakenAway_thenItIsMissed(Experiment experiment) throws Exception {
        assertThat(new Experiments(directory, SEED, clock).run(experiment)).isEmpty();
    }

    private static Stream<Experiment> chosen(List<Experiment> all, Set<String> names) {
        List<Experiment> chosen =
                all.stream().filter(one -> names.contains(one.name())).toList();
        assertThat(chosen).hasSameSizeAs(names);
        return chosen.stream();
    }
}
