package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.BatchByBatch;
import io.sluice.streaming.WordyPlans;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortenedLogTest {
    @TempDir
    Path directory;

    @Test
    void whenTheLogBeginsAnew_thenWhatSourcesKnowHoldsNoPlanThatIsNotInIt() throws Exception {
        try (BatchByBatch run = new BatchByBatch()) {
            run.streaming().checkpoint(directory.toString());
            WordyPlans source = new WordyPlans(run.streaming().sluiceContext());
            run.recordsOf(run.streaming().stream(source));
            run.start();

            run.runBatchesUntil(() -> source.asked.get() > 3);

            assertThat(source.askedWithUnwrittenPlan).hasValue(0);
        }
    }
}
