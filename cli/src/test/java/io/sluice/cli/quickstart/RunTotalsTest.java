package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunTotalsTest {
    final RunTotals totals = new RunTotals(2);

    @Test
    void countsAddUp() {
        totals.add("sea", 2);
        totals.add("land", 1);
        totals.add("sea", 3);

        assertThat(totals.top(1)).containsExactly(new WordCount("sea", 5));
        assertThat(totals.words()).isEqualTo(6);
        assertThat(totals.error()).isZero();
    }

    @Test
    void wordsAsFrequentAsEachOtherAreInTheOrderOfTheAlphabet() {
        totals.add("sea", 1);
        totals.add("land", 1);

        assertThat(totals.top(2)).extracting(WordCount::word).containsExactly("land", "sea");
    }

    @Test
    void whenThereAreTooManyWords_thenTheRarestGoAndTheErrorIsKnown() {
        totals.add("sea", 9);
        totals.add("land", 8);
        totals.add("air", 3);
        totals.add("fire", 2);

        totals.add("ether", 1);

        assertThat(totals.different()).isEqualTo(2);
        assertThat(totals.top(5)).extracting(WordCount::word).containsExactly("sea", "land");
        assertThat(totals.error()).isEqualTo(3);
        assertThat(totals.words()).isEqualTo(23);
    }
}
