package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Tuple2;
import io.sluice.streaming.Durations;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SluiceTest
class WindowedTopHashTagsTest {
    @Test
    void whenMessagesArrive_thenTheTagsOfTheWindowAreRanked(StreamHarness harness, @TempDir Path checkpoint) {
        harness.streaming().checkpoint(checkpoint.toString());
        FedStream<String> messages = harness.input();
        PairOutput<Integer, String> ranking = harness.collect(
                WindowedTopHashTags.byFrequency(messages.stream(), Durations.seconds(2), Durations.seconds(1)));
        harness.start();

        messages.feed("#tea in the #morning", "more #tea and #tea", "no tag # here");
        harness.runBatch();
        assertThat(ranking.last()).containsExactly(new Tuple2<>(3, "#tea"), new Tuple2<>(1, "#morning"));

        messages.feed("#milk #milk");
        harness.runBatch();
        assertThat(ranking.last())
                .containsExactly(new Tuple2<>(3, "#tea"), new Tuple2<>(2, "#milk"), new Tuple2<>(1, "#morning"));

        harness.runBatch();
        assertThat(ranking.last()).containsExactly(new Tuple2<>(2, "#milk"));
    }
}
