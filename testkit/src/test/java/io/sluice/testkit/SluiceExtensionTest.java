package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SluiceTest(batchMillis = 500, master = "local[1]", conf = "sluice.app.name = kit")
class SluiceExtensionTest {
    private StreamHarness made;

    @BeforeEach
    void make(StreamHarness harness) {
        made = harness;
    }

    @Test
    void whenTheClassSaysHow_thenTheHarnessIsMadeSo(StreamHarness harness) {
        assertThat(harness.batchInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(harness.context().master()).isEqualTo("local[1]");
        assertThat(harness.context().appName()).isEqualTo("kit");
    }

    @Test
    void whenSetUpAndTestBothAsk_thenTheyGetTheSameHarness(StreamHarness harness) {
        assertThat(harness).isSameAs(made);
    }

    @Nested
    class GivenANestedClass {
        @Test
        void whenOnlyTheOuterClassSaysHow_thenThatHolds(StreamHarness harness) {
            assertThat(harness.context().master()).isEqualTo("local[1]");
        }

        @Test
        @SluiceTest(batchMillis = 250)
        void whenTheMethodSaysHow_thenThatHoldsInstead(StreamHarness harness) {
            assertThat(harness.batchInterval()).isEqualTo(Duration.ofMillis(250));
            assertThat(harness.context().master()).isEqualTo("local[2]");
        }
    }
}
