package io.sluice.streaming.checkpoint;

import io.sluice.streaming.checkpoint.Verdict.Finding;
import io.sluice.streaming.checkpoint.Verdict.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds a program against what a checkpoint knows of the one before it. */
final class Comparison {
    private final History before;
    private final OperatorTable now;
    private final Set<String> givenUp;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param givenUp names of operators whose data the program's settings give up
     */
    Comparison(History before, OperatorTable now, Set<String> givenUp) {
        this.before = before;
        this.now = now;
        this.givenUp = givenUp;
    }

    List<Finding> findings() {
        compareApplication();
        compareInterval();
        now.operators().forEach(this::compare);
        before.table().operators().stream()
                .filter(old -> now.named(old.kind(), old.name()).isEmpty())
                .forEach(this::dropped);
        unfinished();
        return findings;
    }

    private void compareApplication() {
        String old = before.table().application();
        if (!old.equals(now.application())) {
            obstacle(
                    "It is the checkpoint of the application '%s', and this is '%s'.".formatted(old, now.application()),
                    "Use another directory, or the old application name.");
        }
    }

    private void compareInterval() {
        long old = before.table().interval().toMillis();
        if (old == now.interval().toMillis()) {
            return;
        }
        String text = "The batch interval was %d ms and is %d ms."
                .formatted(old, now.interval().toMillis());
        if (before.unfinished().isEmpty()) {
            change(text + " Windows begin anew.");
        } else {
            obstacle(
                    text,
                    "Batches of the old interval are not committed: run the program with the old interval until they are.");
        }
    }

    private void compare(Operator operator) {
        Optional<Operator> known = before.table().named(operator.kind(), operator.name());
        if (known.isEmpty()) {
            change("The %s is new.".formatted(operator));
            return;
        }
        Operator old = known.get();
        if (!old.operation().equals(operator.operation())) {
            compareOperations(old, operator);
        }
        for (Map.Entry<String, String> property : old.properties().entrySet()) {
            String value = operator.properties().get(property.getKey());
            if (!property.getValue().equals(value)) {
                compareProperty(operator, property.getKey(), property.getValue(), value);
            }
        }
    }

    private void compareOperations(Operator old, Operator operator) {
        String text = "The %s was made by %s.".formatted(operator, old.operation());
        if (operator.kind() == Operator.Kind.OUTPUT) {
            change(text);
        } else {
            obstacle(text, "Give the new one another name.");
        }
    }

    private void compareProperty(Operator operator, String key, String old, String value) {
        String text = "The %s had %s %s and has %s.".formatted(operator, key, old, value == null ? "none" : value);
        if (operator.kind() == Operator.Kind.STATE && key.equals("partitions")) {
            obstacle(
                    text,
                    "Give it %s partitions, or set sluice.default.parallelism=%s if it takes the default."
                            .formatted(old, old));
        } else if (operator.kind() == Operator.Kind.STATE && key.equals("window")) {
            change(text + " Batches that it holds leave when they are too old for the new one; none come back.");
        } else if (operator.kind() == Operator.Kind.STATE && key.equals("slide")) {
            change(text + " Batches that it holds leave when they are too old, as they are.");
        } else if (operator.kind() == Operator.Kind.STATE) {
            obstacle(text, "Its state was made with the old one: keep it, or give the operator another name.");
        } else {
            change(text);
        }
    }

    private void dropped(Operator old) {
        long needed = old.kind() == Operator.Kind.SOURCE ? unfinishedOf(old.name()) : 0;
        Optional<Operator> like = now.of(old.kind()).stream()
                .filter(operator -> operator.operation().equals(old.operation())
                        && before.table()
                                .named(operator.kind(), operator.name())
                                .isEmpty())
                .findFirst();
        boolean lost = needed > 0 || (old.kind() == Operator.Kind.STATE && like.isPresent());
        String text = "The %s is dropped%s."
                .formatted(old, needed > 0 ? ", and %d batches that did not run need it".formatted(needed) : "");
        if (!lost || givenUp.contains(old.name())) {
            change(text);
        } else if (like.isPresent()) {
            obstacle(
                    text,
                    "If it is the %s now, call name(\"%s\") on that; if it is not, set sluice.streaming.checkpoint.giveUp=%s."
                            .formatted(like.get(), old.name(), old.name()));
        } else {
            obstacle(
                    text, "Keep it until they have run, or set sluice.streaming.checkpoint.giveUp=" + old.name() + ".");
        }
    }

    private long unfinishedOf(String source) {
        return before.unfinished().stream()
                .filter(time -> before.plans().getOrDefault(time, Map.of()).containsKey(source))
                .count();
    }

    private void unfinished() {
        if (before.unfinished().isEmpty()) {
            return;
        }
        note("%d batches were planned and not committed, the first one of %s: they run again first."
                .formatted(
                        before.unfinished().size(),
                        before.unfinished().iterator().next().toInstant()));
        before.table().operators().stream()
                .filter(Operator::losesRecords)
                .forEach(source -> note("What the %s gave to them is gone: it was in memory only.".formatted(source)));
    }

    private void note(String text) {
        findings.add(new Finding(Weight.NOTE, text, ""));
    }

    private void change(String text) {
        findings.add(new Finding(Weight.CHANGE, text, ""));
    }

    private void obstacle(String text, String wayOut) {
        findings.add(new Finding(Weight.OBSTACLE, text, wayOut));
    }
}
