package io.sluice.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TortureOptionsTest {
    @Test
    void optionsAreReadInAnyOrder() {
        assertThat(TortureOptions.parse("--seed", "7", "--mode", "faults", "--cycles", "3"))
                .isEqualTo(new TortureOptions(TortureOptions.Mode.FAULTS, 3, 7));
    }

    @Test
    void whatIsMissingIsTwentyKillsWithAnySeed() {
        TortureOptions options = TortureOptions.parse();

        assertThat(options.mode()).isEqualTo(TortureOptions.Mode.KILL);
        assertThat(options.cycles()).isEqualTo(20);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> TortureOptions.parse("--mode", "gentle")).hasMessageContaining("'gentle'");
        assertThatThrownBy(() -> TortureOptions.parse("--cycles", "0")).hasMessageContaining("at least 1, got '0'");
        assertThatThrownBy(() -> TortureOptions.parse("--cycles")).hasMessageContaining("'--cycles'");
        assertThatThrownBy(() -> TortureOptions.parse("--depth", "3")).hasMessageContaining("'--depth'");
    }
}
