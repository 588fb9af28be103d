package io.sluice.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private static final Figure TIME = Figure.value("time, s", "time.s");

    private final Measurements measurements = new Measurements();

    @Test
    void aFigureIsReadFromAllRunsOfTheProgram() {
        measurements.add("Spark", finished("time.s", "4"));
        measurements.add("Spark", finished("time.s", "6"));
        measurements.add("Sluice", finished("time.s", "1"));

        assertThat(measurements.spread("Spark", TIME)).contains(new Spread(5, 4, 6));
        assertThat(measurements.median("Sluice", TIME)).hasValue(1);
    }

    @Test
    void aProgramThatFailedOnceHasNoFigures() {
        measurements.add("Spark", finished("time.s", "4"));
        measurements.add("Spark", new RunResult(Map.of("time.s", "5"), Map.of(), Optional.of("out of memory")));

        assertThat(measurements.spread("Spark", TIME)).isEmpty();
        assertThat(measurements.failure("Spark")).contains("out of memory");
        assertThat(measurements.finishedShare("Spark")).hasValue(0.5);
    }

    @Test
    void programsThatFoundSomethingElseAreReported() {
        measurements.add("Spark", finished("checksum", "17"));
        measurements.add("Sluice", finished("checksum", "18"));

        assertThat(measurements.disagreements(Set.of("checksum"))).containsEntry("checksum", Set.of("17", "18"));
    }

    private static RunResult finished(String key, String value) {
        return new RunResult(Map.of(key, value), Map.of(), Optional.empty());
    }
}
