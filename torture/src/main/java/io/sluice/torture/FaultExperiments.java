package io.sluice.torture;

import io.sluice.torture.disk.Area;
import io.sluice.torture.disk.Fault;
import io.sluice.torture.disk.Kill;
import io.sluice.torture.disk.Moment;
import io.sluice.torture.disk.Script;
import io.sluice.torture.disk.Step;
import io.sluice.torture.feed.Discrepancies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Damaged files and failing disks. The program must refuse to go on, with the code and the file that are wrong; and when the
 * fault is gone, it must go on where it was. Stateless.
 */
final class FaultExperiments {
    private static final List<Area> LOGS = List.of(Area.BATCHES, Area.STATE, Area.RECEIVED);

    private FaultExperiments() {}

    static List<Experiment> all() {
        List<Experiment> all = new ArrayList<>();
        for (Area area : LOGS) {
            all.add(flippedBit(area));
            all.add(newerFormat(area));
            for (Fault.Kind kind : Fault.Kind.values()) {
                all.add(failingDisk(kind, area));
            }
        }
        all.add(gone("the batch log", "batches", "CHECKPOINT_CORRUPT"));
        all.add(gone("all state", "state", "STATE_LOST"));
        all.add(gone("the state of an operator", "state/order", "STATE_LOST"));
        all.add(gone("the received blocks", "received", "CHECKPOINT_CORRUPT"));
        all.add(missingSegment());
        all.add(receivedCut());
        all.add(stateCut());
        all.add(otherApplication());
        all.add(inUse());
        all.add(tornWrite(Step.PLAN_APPEND));
        all.add(tornWrite(Step.RECEIVED_APPEND));
        all.add(tornWrite(Step.STATE_APPEND));
        all.add(powerCut());
        return all;
    }

    // ---- files that are damaged while nobody uses them

    /** Harm to a checkpoint directory. */
    @FunctionalInterface
    private interface Harm {
        /** Does it, and answers what was harmed: the file or directory that is put back afterwards. */
        Path doTo(Path checkpoint) throws IOException;
    }

    private static Experiment flippedBit(Area area) {
        return damage("a flipped bit in " + area.directory(), Trial.SOME_BATCHES, "CHECKPOINT_CORRUPT", checkpoint -> {
            Path segment = Damage.longest(checkpoint.resolve(area.directory()));
            List<Integer> frames = Damage.frames(segment);
            Damage.flip(segment, frames.get((frames.size() - 1) / 2)); // not the last, which might be torn
            return segment;
        });
    }

    private static Experiment newerFormat(Area area) {
        return damage("a newer format in " + area.directory(), Trial.SOME_BATCHES, "CHECKPOINT_TOO_NEW", checkpoint -> {
            Path segment = Damage.segments(checkpoint.resolve(area.directory())).get(0);
            Damage.makeNewer(segment);
            return segment;
        });
    }

    private static Experiment gone(String what, String path, String code) {
        return damage(what + " deleted", Trial.SOME_BATCHES, code, checkpoint -> {
            Trees.delete(checkpoint.resolve(path));
            return checkpoint.resolve(path);
        });
    }

    /** The last segment takes the number behind its own, which leaves a gap. */
    private static Experiment missingSegment() {
        return damage("a segment missing between others", Trial.MANY_BATCHES, "CHECKPOINT_CORRUPT", checkpoint -> {
            List<Path> segments = Damage.segments(checkpoint.resolve(Area.RECEIVED.directory()));
            Path last = segments.get(segments.size() - 1);
            long number = Long.parseLong(last.getFileName().toString().replace(".seg", ""));
            Files.move(last, last.resolveSibling("%016d.seg".formatted(number + 1)));
            return last.getParent();
        });
    }

    private static Experiment receivedCut() {
        return damage("the latest received blocks cut off", Trial.MANY_BATCHES, "CHECKPOINT_CORRUPT", checkpoint -> {
            Path longest = Damage.longest(checkpoint.resolve(Area.RECEIVED.directory()));
            Damage.cut(longest);
            return longest.getParent();
        });
    }

    private static Experiment stateCut() {
        return damage("the latest state of a partition cut off", Trial.SOME_BATCHES, "STATE_LOST", checkpoint -> {
            Path longest = Damage.longest(checkpoint.resolve("state/totals"));
            List<Integer> frames = Damage.frames(longest);
            Files.write(longest, Arrays.copyOf(Files.readAllBytes(longest), frames.get(frames.size() / 2)));
            return longest.getParent();
        });
    }

    /** The program runs and is killed, its files are harmed, it must say so, the harm is undone, it must go on. */
    private static Experiment damage(String name, int batches, String code, Harm harm) {
        return new Experiment(name, trial -> {
            trial.runBatches(batches);
            Path copy = trial.directory().resolve("copy");
            Trees.copy(trial.checkpoint(), copy);
            Path harmed = harm.doTo(trial.checkpoint());
            Ending ending = trial.ending(Script.PEACE);
            Path named = Files.isDirectory(harmed) || Files.notExists(harmed) ? trial.checkpoint() : harmed;
            if (!ending.isRefusal(code) || !ending.reason().contains(named.toString())) {
                return Optional.of("%s and '%s' were expected, and it ended with %s".formatted(code, named, ending));
            }
            Trees.delete(harmed);
            Trees.copy(copy.resolve(trial.checkpoint().relativize(harmed)), harmed);
            return complaint(trial.finish());
        });
    }

    private static Optional<String> complaint(Discrepancies found) {
        return found.isNone() ? Optional.empty() : Optional.of(found + ", " + found.examples());
    }

    private static Experiment otherApplication() {
        return new Experiment("the checkpoint of another application", trial -> {
            trial.runBatches(Trial.SOME_BATCHES);
            trial.rename("another");
            Ending ending = trial.ending(Script.PEACE);
            if (!ending.isRefusal("CHECKPOINT_INCOMPATIBLE") || !ending.reason().contains("'another'")) {
                return Optional.of("it ended with " + ending);
            }
            trial.rename("torture");
            return complaint(trial.finish());
        });
    }

    private static Experiment inUse() {
        return new Experiment("a checkpoint in use by another process", trial -> {
            DriverProcess first = trial.start(Script.PEACE);
            first.awaitStarted(Trial.PATIENCE);
            trial.changeSink("another"); // the database would not let two in
            Ending ending = trial.ending(Script.PEACE);
            first.kill();
            trial.changeSink(Trial.SINK);
            return ending.isRefusal("CHECKPOINT_IN_USE")
                    ? complaint(trial.finish())
                    : Optional.of("it ended with " + ending);
        });
    }

    // ---- disks that fail while the program runs

    private static Experiment failingDisk(Fault.Kind kind, Area area) {
        String code = kind == Fault.Kind.FULL_DISK ? "DISK_FULL" : "CHECKPOINT_FAILED";
        return new Experiment("%s below %s".formatted(kind, area.directory()), trial -> {
            trial.runBatches(Trial.SOME_BATCHES);
            Ending ending = trial.ending(Script.failing(new Fault(kind, area, 15)));
            if (!ending.isRefusal(code) || !ending.reason().contains(area.directory())) {
                return Optional.of("%s was expected, and it ended with %s".formatted(code, ending));
            }
            return complaint(trial.finish());
        });
    }

    private static Experiment tornWrite(Step step) {
        return dying("a torn write, " + step, new Kill(step, Moment.WITHIN, 7), false);
    }

    /** What was appended and not forced is gone, or torn, or zeros. */
    private static Experiment powerCut() {
        return dying("a power cut before a force", new Kill(Step.BATCHES_FORCE, Moment.BEFORE, 9), true);
    }

    private static Experiment dying(String name, Kill kill, boolean power) {
        return new Experiment(name, trial -> {
            trial.runBatches(Trial.SOME_BATCHES);
            Ending ending = trial.ending(Script.killing(kill, power));
            return ending.isKilled() ? complaint(trial.finish()) : Optional.of("it ended with " + ending);
        });
    }
}
