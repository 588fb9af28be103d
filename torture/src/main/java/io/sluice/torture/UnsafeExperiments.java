package io.sluice.torture;

import io.sluice.torture.disk.Area;
import io.sluice.torture.disk.Kill;
import io.sluice.torture.disk.Moment;
import io.sluice.torture.disk.Script;
import io.sluice.torture.disk.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One safety taken away at a time. Then something must be lost, come twice, or not fit together, and be noticed: otherwise
 * the other modes would prove nothing. A safety that is missing harms only if something needs it just then, which a single try
 * may not meet. Stateless.
 */
final class UnsafeExperiments {
    private static final Duration TOGETHER = Duration.ofMillis(1_200);
    private static final int TRIES = 4;

    private UnsafeExperiments() {}

    static List<Experiment> all() {
        return List.of(
                withoutForce(Area.BATCHES),
                withoutForce(Area.STATE),
                withoutForce(Area.RECEIVED),
                withoutChecksum(Area.BATCHES),
                withoutChecksum(Area.STATE),
                withoutChecksum(Area.RECEIVED),
                withoutToken(),
                withoutLock());
    }

    /** Forcing does nothing, and the power goes. */
    private static Experiment withoutForce(Area area) {
        return new Experiment("no fsync below " + area.directory(), TRIES, trial -> {
            trial.runBatches(Trial.SOME_BATCHES);
            Script cut = Script.killing(new Kill(Step.SINK_COMMIT, Moment.AFTER, 60), true)
                    .withoutForce(area);
            Ending ending = trial.ending(cut);
            return ending.isKilled() ? unnoticed(trial) : Optional.of("it ended with " + ending);
        });
    }

    /** Bits are flipped in what the next process will read, and the checksum has nothing against it. */
    private static Experiment withoutChecksum(Area area) {
        return new Experiment("no checksum below " + area.directory(), TRIES, trial -> {
            trial.runBatches(Trial.SOME_BATCHES);
            trial.ending(Script.killing(lastFrameCounts(area), false));
            for (Path log : logs(trial.checkpoint().resolve(area.directory()))) {
                harm(log);
            }
            return unnoticed(trial);
        });
    }

    /** An end at which what is last in each log of an area is something that the next process needs. */
    private static Kill lastFrameCounts(Area area) {
        return area == Area.STATE
                ? new Kill(Step.COMMIT_APPEND, Moment.AFTER, 10) // the latest versions count, and no batch has begun
                : new Kill(Step.PLAN_APPEND, Moment.BEFORE, 10); // blocks are received and in no plan
    }

    private static List<Path> logs(Path area) throws IOException {
        return Damage.segments(area).stream().map(Path::getParent).distinct().toList();
    }

    /** Something in the last frame of a log. */
    private static void harm(Path log) throws IOException {
        List<Path> segments = Damage.segments(log);
        Path last = segments.get(segments.size() - 1);
        List<Integer> frames = Damage.frames(last);
        Damage.flipUnseen(last, frames.get(frames.size() - 1), -1, -9, -17);
    }

    /** The program ends after all results are stored and before the batch counts. */
    private static Experiment withoutToken() {
        return new Experiment("no token in the sink", TRIES, trial -> {
            trial.forgetTokens();
            Ending ending = trial.ending(Script.killing(new Kill(Step.COMMIT_APPEND, Moment.BEFORE, 10), false));
            return ending.isKilled() ? unnoticed(trial) : Optional.of("it ended with " + ending);
        });
    }

    /** Two processes run on one checkpoint. */
    private static Experiment withoutLock() {
        return new Experiment("no lock of the checkpoint", TRIES, trial -> {
            DriverProcess first = trial.start(Script.PEACE.withoutLock());
            first.awaitStarted(Trial.PATIENCE);
            trial.changeSink("another"); // the database would not let two in
            DriverProcess second = trial.start(Script.PEACE.withoutLock());
            second.awaitStartedOrOver();
            second.endsWithin(TOGETHER);
            first.kill();
            second.kill();
            trial.changeSink(Trial.SINK);
            return unnoticed(trial);
        });
    }

    /** What is wrong if nothing is. */
    private static Optional<String> unnoticed(Trial trial) throws Exception {
        try {
            boolean nothing = trial.finish().isNone();
            return nothing ? Optional.of("nobody noticed") : Optional.empty();
        } catch (UnfinishedException refused) {
            return Optional.empty();
        }
    }
}
