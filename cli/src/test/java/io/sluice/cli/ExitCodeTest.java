package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_SETTING, 2, false",
        "INVALID_SETTING, 2, false",
        "CHECKPOINT_CORRUPT, 3, false",
        "CHECKPOINT_INCOMPATIBLE, 5, false",
        "CHECKPOINT_TOO_NEW, 5, false",
        "CHECKPOINT_IN_USE, 1, true",
        "BATCH_FAILED, 10, true",
        "STOP_TIMED_OUT, 11, false",
    })
    void saysHowAProgramEnded_andWhetherToTryAgain(ErrorCode failure, int code, boolean again) {
        assertThat(ExitCode.of(new StreamException(failure, "Problem.", "Remedy.")))
                .isEqualTo(code);
        assertThat(ExitCode.mayBeTriedAgain(code)).isEqualTo(again);
    }

    @Test
    void aProcessThatWasKilledIsTriedAgain_andOneThatIsDoneIsNot() {
        assertThat(ExitCode.mayBeTriedAgain(137)).isTrue();
        assertThat(ExitCode.mayBeTriedAgain(ExitCode.of(new IllegalStateException())))
                .isTrue();
        assertThat(ExitCode.mayBeTriedAgain(ExitCode.OK)).isFalse();
    }
}
