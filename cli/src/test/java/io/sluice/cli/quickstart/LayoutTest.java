package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.Time;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LayoutTest {
    final Layout plain = new Layout(ZoneOffset.UTC, false);

    @Test
    void aBatchIsATableOfThreeLists() {
        BatchReport report = new BatchReport(
                new Time(36_903_000),
                2_000,
                11_381,
                OptionalLong.empty(),
                1,
                12,
                List.of(new WordCount("the", 412), new WordCount("sea", 7)),
                List.of(new WordCount("the", 11_230), new WordCount("internationalisation", 98)),
                List.of(new WordCount("the", 1_041_003)));

        assertThat(plain.batch(report, 30)).isEqualToNormalizingNewlines("""

            10:15:03  2,000 lines/s, 11,381 words/s; waited 1 ms, took 12 ms
              this batch                 last 30 s                  whole run
              the                  412   the               11,230   the            1,041,003
              sea                    7   internatio..          98\
            """);
    }

    @Test
    void aBatchOfAnInputThatKnowsItsLag_showsThat() {
        BatchReport report = new BatchReport(
                new Time(0), 2_000, 9_000, OptionalLong.of(1_234), 1, 12, List.of(), List.of(), List.of());

        assertThat(plain.batch(report, 30)).contains("2,000 lines/s, 9,000 words/s; lag 1,234, took 12 ms");
    }

    @Test
    void theWidestTableFitsATerminal() {
        List<WordCount> wide = List.of(new WordCount("x".repeat(100), 999_999_999));
        BatchReport report =
                new BatchReport(new Time(0), 999_999, 9_999_999, OptionalLong.empty(), 9_999, 9_999, wide, wide, wide);

        assertThat(plain.batch(report, 30).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void progressIsABarWhenTheEndIsKnown() {
        assertThat(plain.progress(new Progress(5, OptionalInt.of(20), 5, 9_000)))
                .isEqualTo("  [######..................] 5 of 20 s, 5 batches, 9,000 lines");
        assertThat(plain.progress(new Progress(1, OptionalInt.empty(), 1, 1)))
                .isEqualTo("  1 s, 1 batch, 1 line so far; Ctrl-C ends it");
    }

    @Test
    void onlyATerminalGetsControlCharacters() {
        BatchReport report =
                new BatchReport(new Time(0), 0, 0, OptionalLong.empty(), 0, 0, List.of(), List.of(), List.of());

        assertThat(plain.batch(report, 30)).doesNotContain("\u001b");
        assertThat(new Layout(ZoneOffset.UTC, true).batch(report, 30)).contains("\u001b[1m");
    }
}
