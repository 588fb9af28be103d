package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void wordsAreLettersAndDigitsInLowerCase() {
        assertThat(Words.in("The sea, the SEA! 42 in1"))
                .toIterable()
                .containsExactly("the", "sea", "the", "sea", "42", "in1");
    }

    @Test
    void lettersOfOtherAlphabetsAreLetters() {
        assertThat(Words.in("Größe: Ωmega")).toIterable().containsExactly("größe", "ωmega");
    }

    @Test
    void aLineWithoutWordsHasNone() {
        assertThat(Words.in(" --- ")).isExhausted();
        assertThat(Words.in("")).isExhausted();
    }
}
