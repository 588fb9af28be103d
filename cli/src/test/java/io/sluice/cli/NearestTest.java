package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    final List<String> known = List.of("NetworkWordCount", "QueueStream", "WindowedTopHashTags");

    @Test
    void fewestChangesOfLettersAreNearest() {
        assertThat(Nearest.to("QueueStreem", known)).isEqualTo("QueueStream");
    }

    @Test
    void caseDoesNotCount() {
        assertThat(Nearest.to("networkwordcuont", known)).isEqualTo("NetworkWordCount");
    }

    @Test
    void aBeginningIsNearerThanAnything() {
        assertThat(Nearest.to("win", known)).isEqualTo("WindowedTopHashTags");
    }
}
