package io.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class KafkaResultsTest {
    private final Layout layout = new Layout(ZoneOffset.UTC, false);

    @Test
    void totalsThatGrow_areRight_andTheLastOnesCount() {
        KafkaResults results = new KafkaResults();
        results.add("sea", 2);
        results.add("the", 1);
        results.add("sea", 5);

        assertThat(results.records()).isEqualTo(3);
        assertThat(results.words()).isEqualTo(6);
        assertThat(results.wrong()).isZero();
        assertThat(layout.results("counts", results, 6))
                .isEqualTo(
                        "  results     3 totals in topic counts; their last ones are those above, none is there twice");
    }

    @Test
    void aTotalThatComesTwice_isWrong() {
        KafkaResults results = new KafkaResults();
        results.add("sea", 2);
        results.add("sea", 2);

        assertThat(results.wrong()).isEqualTo(1);
        assertThat(layout.results("counts", results, 2)).contains("1 came twice or out of order");
    }

    @Test
    void wordsThatAreMissing_areTold() {
        KafkaResults results = new KafkaResults();
        results.add("sea", 2);

        assertThat(layout.results("counts", results, 3)).contains("have 2 words instead of 3");
    }
}
