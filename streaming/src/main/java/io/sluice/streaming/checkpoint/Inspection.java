package io.sluice.streaming.checkpoint;

import io.sluice.error.StreamException;
import io.sluice.storage.log.Findings;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import io.sluice.storage.log.SegmentLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint directory holds, read without changing it, also while a program runs on it.
 *
 * @param location the directory
 * @param history where its program is; none if the directory is no checkpoint, or its batch log cannot be read
 * @param logs every log in it: of batches, of state, of received blocks
 * @param damage what keeps a program from going on, the unreadable batch log included
 */
public record Inspection(
        String location, Optional<History> history, List<CheckedLog> logs, List<StreamException> damage) {
    /**
     * A log in the directory.
     *
     * @param name its place in the directory, such as {@code batches}
     * @param findings what reading every frame of it gave
     */
    public record CheckedLog(String name, Findings findings) {}

    public Inspection {
        logs = List.copyOf(logs);
        damage = List.copyOf(damage);
    }

    /**
     * Reads every frame in a directory.
     *
     * @throws StreamException {@code CHECKPOINT_FAILED} if the directory cannot be read
     */
    public static Inspection of(String location) {
        LogStorage directory = LogStorages.at(location);
        List<CheckedLog> logs = new ArrayList<>();
        try {
            collect(directory, "", logs);
        } catch (IOException failed) {
            throw CheckpointErrors.unreadable(location, failed);
        }
        List<StreamException> damage = new ArrayList<>();
        logs.forEach(log -> damage.addAll(log.findings().damage()));
        Optional<History> history = Optional.empty();
        try {
            history = Checkpoint.look(location);
        } catch (StreamException unreadable) {
            if (damage.stream().noneMatch(known -> known.problem().equals(unreadable.problem()))) {
                damage.add(unreadable);
            }
        }
        return new Inspection(location, history, logs, damage);
    }

    private static void collect(LogStorage directory, String name, List<CheckedLog> logs) throws IOException {
        boolean log = false;
        for (String entry : directory.list()) {
            if (SegmentLog.isSegment(entry)) {
                log = true;
            } else {
                collect(directory.below(entry), name.isEmpty() ? entry : name + "/" + entry, logs);
            }
        }
        if (log) {
            logs.add(new CheckedLog(name, SegmentLog.scan(directory, (position, frame) -> {})));
        }
    }

    /** Whether a program could go on from it. */
    public boolean isSound() {
        return damage.isEmpty();
    }

    /** The size of all logs. */
    public long bytes() {
        return logs.stream().mapToLong(log -> log.findings().bytes()).sum();
    }

    // ---- for people

    /** Where the program is, and what it has in the directory. */
    public String describe() {
        StringBuilder text = new StringBuilder("Checkpoint ").append(location).append('\n');
        if (history.isEmpty()) {
            text.append("  There is no program in it.\n");
        } else {
            describe(history.get(), text);
        }
        text.append("  Logs, ").append(bytes()).append(" bytes in all:\n");
        for (CheckedLog log : logs) {
            text.append("    %-40s %d frames, %d bytes in %d segment%s%n"
                    .formatted(
                            log.name(),
                            log.findings().frames(),
                            log.findings().bytes(),
                            log.findings().segments(),
                            log.findings().segments() == 1 ? "" : "s"));
        }
        return text.toString();
    }

    private static void describe(History history, StringBuilder text) {
        OperatorTable table = history.table();
        text.append("  Application '%s', a batch every %d ms%n"
                .formatted(table.application(), table.interval().toMillis()));
        for (Operator operator : table.operators()) {
            text.append("    ").append(operator).append(operator.named() ? "" : ", found by its position");
            operator.properties().forEach((key, value) -> text.append(", %s=%s".formatted(key, value)));
            text.append('\n');
        }
        text.append("  Batches committed: ").append(history.committed());
        history.lastDone().ifPresent(last -> text.append(", the last one of ").append(last.toInstant()));
        text.append('\n');
        text.append("  Batches planned and not committed: %d%n"
                .formatted(history.unfinished().size()));
        history.unfinished()
                .forEach(time -> text.append("    %d ms (%s), inputs %s%n"
                        .formatted(
                                time.milliseconds(),
                                time.toInstant(),
                                history.plans()
                                        .getOrDefault(time, java.util.Map.of())
                                        .keySet())));
        if (!history.skipped().isEmpty()) {
            text.append("  Batches skipped, whose input is kept: ")
                    .append(history.skipped().keySet())
                    .append('\n');
        }
        history.rates()
                .forEach((source, rate) -> text.append("  Rate of '%s': %.0f records/s%n".formatted(source, rate)));
    }

    /** The result of reading every frame: torn tails, which are harmless, and damage, which is not. */
    public String report() {
        StringBuilder text = new StringBuilder();
        for (CheckedLog log : logs) {
            text.append("%-40s %d frames, %d bytes: %s%n"
                    .formatted(
                            log.name(),
                            log.findings().frames(),
                            log.findings().bytes(),
                            log.findings().damage().isEmpty() ? "right" : "DAMAGED"));
            log.findings()
                    .tornTail()
                    .ifPresent(torn ->
                            text.append("  half written when the program ended, and of no harm: %s%n".formatted(torn)));
        }
        for (StreamException found : damage) {
            text.append("%s: %s %s%n".formatted(found.code(), found.problem(), found.remedy()));
        }
        text.append(isSound() ? "The checkpoint is sound.\n" : "The checkpoint is damaged.\n");
        return text.toString();
    }

    /** Where the program is, as a JSON object. */
    public String toJson() {
        List<String> lines = new ArrayList<>();
        for (CheckedLog log : logs) {
            lines.add("    {\"name\": %s, \"frames\": %d, \"bytes\": %d, \"segments\": %d}"
                    .formatted(
                            Json.text(log.name()),
                            log.findings().frames(),
                            log.findings().bytes(),
                            log.findings().segments()));
        }
        return """
                {
                  "checkpoint": %s,
                  "application": %s,
                  "committed": %d,
                  "lastCommitted": %s,
                  "unfinished": %s,
                  "sound": %s,
                  "logs": [
                %s
                  ]
                }""".formatted(
                Json.text(location),
                history.map(known -> Json.text(known.table().application())).orElse("null"),
                history.map(History::committed).orElse(0L),
                history.flatMap(History::lastDone)
                        .map(time -> Long.toString(time.milliseconds()))
                        .orElse("null"),
                history.map(known -> known.unfinished().stream()
                                .map(io.sluice.streaming.Time::milliseconds)
                                .toList()
                                .toString())
                        .orElse("[]"),
                isSound(),
                String.join(",\n", lines));
    }
}
