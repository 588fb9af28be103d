package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FedStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverableWordCountTest {
    @TempDir
    Path directory;

    @Test
    void whenTheProgramIsStartedAgain_thenItGoesOnWithTheCountsItHad() {
        assertThat(countedBy("to be or not to be")).isEqualTo(Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L));

        assertThat(countedBy("be brief")).isEqualTo(Map.of("to", 2L, "be", 3L, "or", 1L, "not", 1L, "brief", 1L));
    }

    private Map<String, Long> countedBy(String line) {
        try (StreamHarness harness = StreamHarness.create()) {
            harness.streaming().checkpoint(directory.toString());
            FedStream<String> lines = harness.input();
            PairOutput<String, Long> totals = harness.collect(RecoverableWordCount.totals(lines.stream()));
            harness.start();

            lines.feed(line);
            harness.runBatch();

            return totals.lastAsMap();
        }
    }
}
