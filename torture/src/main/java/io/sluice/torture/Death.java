package io.sluice.torture;

import io.sluice.torture.disk.Kill;
import io.sluice.torture.disk.Moment;
import io.sluice.torture.disk.Script;
import io.sluice.torture.disk.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How a process is to die.
 *
 * @param kill the step at which it does, none for a moment of the clock
 * @param power whether the power goes, and with it what was not forced
 * @param after how long after its start it is killed, if it did not die at its step until then
 */
record Death(Optional<Kill> kill, boolean power, Duration after) {
    private static final int LEAST_MILLIS = 30;
    private static final int MOST_MILLIS = 1_500;
    private static final Duration STEP_TIME = Duration.ofMillis(1_500);
    private static final int RANDOM_ONE_IN = 5;

    /** Any death. */
    static Death any(SplittableRandom random) {
        return any(random, List.of(Step.values()));
    }

    /** Any death at one of these steps, or at a moment of the clock. */
    static Death any(SplittableRandom random, List<Step> steps) {
        if (random.nextInt(RANDOM_ONE_IN) == 0) {
            return new Death(Optional.empty(), false, Duration.ofMillis(random.nextInt(LEAST_MILLIS, MOST_MILLIS)));
        }
        Step step = steps.get(random.nextInt(steps.size()));
        List<Moment> moments = step.isWrite() ? List.of(Moment.values()) : List.of(Moment.BEFORE, Moment.AFTER);
        Kill kill = new Kill(step, moments.get(random.nextInt(moments.size())), 1 + random.nextInt(step.often()));
        return new Death(Optional.of(kill), random.nextBoolean(), STEP_TIME);
    }

    Script script() {
        return kill.map(at -> Script.killing(at, power)).orElse(Script.PEACE);
    }

    /** What it is called in the report, if the process dies where it is to. */
    String kind() {
        return kill.map(at -> at.moment() + " " + at.step() + (power ? ", power cut" : ""))
                .orElse("at a random moment");
    }
}
