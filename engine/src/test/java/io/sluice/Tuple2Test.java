package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Tuple2Test {
    @Test
    void printsAsScalaDoes_soThatPrintedStreamsLookTheSame() {
        assertThat(new Tuple2<>("a", 1)).hasToString("(a,1)");
    }
}
