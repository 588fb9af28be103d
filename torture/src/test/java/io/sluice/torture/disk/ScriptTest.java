package io.sluice.torture.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void whatALocationSaysIsWhatWasScripted() {
        Script kill = Script.killing(new Kill(Step.PLAN_APPEND, Moment.WITHIN, 3), true)
                .withoutForce(Area.STATE)
                .withoutLock();
        Script fault = Script.failing(new Fault(Fault.Kind.SHORT_WRITE, Area.RECEIVED, 2));

        assertThat(Script.in(kill.location("/tmp/a"))).isEqualTo(kill);
        assertThat(Script.in(fault.location("/tmp/a"))).isEqualTo(fault);
        assertThat(Script.in(Script.PEACE.location("/tmp/a"))).isEqualTo(Script.PEACE);
        assertThat(Script.directory(kill.location("/tmp/a:b"))).isEqualTo("/tmp/a:b");
    }

    @Test
    void areasAreKnownByTheirDirectories() {
        assertThat(Area.of("state/totals/0/")).isEqualTo(Area.STATE);
        assertThat(Area.of("")).isEqualTo(Area.OTHER);
    }
}
