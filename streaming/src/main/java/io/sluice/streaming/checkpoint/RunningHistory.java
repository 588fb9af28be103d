package io.sluice.streaming.checkpoint;

import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the frames of a batch log add up to. Guarded by itself.
 */
final class RunningHistory {
    /** How many skipped batches keep their input in the log. */
    private static final int SKIPPED_KEPT = 1000;

    private OperatorTable table;
    private Time zero;
    private final NavigableMap<Time, Map<String, byte[]>> plans = new TreeMap<>();
    private final NavigableMap<Time, Map<String, byte[]>> skipped = new TreeMap<>();
    private final Map<String, Time> latestPlans = new HashMap<>();
    private final SortedSet<Time> unfinished = new TreeSet<>();
    private Map<String, byte[]> memories = Map.of();
    private final Map<String, long[]> states = new TreeMap<>();
    private Map<String, Double> rates = Map.of();
    private Optional<Time> lastPlanned = Optional.empty();
    private Optional<Time> lastDone = Optional.empty();
    private long committed;

    synchronized void apply(BatchFrame frame) {
        if (frame instanceof BatchFrame.Base base) {
            restore(base.snapshot());
        } else if (frame instanceof BatchFrame.Planned planned) {
            plans.put(planned.time(), planned.inputs());
            planned.inputs().keySet().forEach(source -> latestPlans.put(source, planned.time()));
            unfinished.add(planned.time());
            lastPlanned = Optional.of(planned.time());
        } else if (frame instanceof BatchFrame.Committed done) {
            commit(done);
        }
    }

    private void restore(History snapshot) {
        table = snapshot.table();
        zero = snapshot.zero();
        replace(plans, snapshot.plans());
        latestPlans.clear();
        plans.forEach((time, inputs) -> inputs.keySet().forEach(source -> latestPlans.put(source, time)));
        replace(skipped, snapshot.skipped());
        unfinished.clear();
        unfinished.addAll(snapshot.unfinished());
        memories = snapshot.memories();
        states.clear();
        states.putAll(snapshot.states());
        rates = snapshot.rates();
        lastPlanned = snapshot.lastPlanned();
        lastDone = snapshot.lastDone();
        committed = snapshot.committed();
    }

    private static <K, V> void replace(Map<K, V> old, Map<K, V> fresh) {
        old.clear();
        old.putAll(fresh);
    }

    private void commit(BatchFrame.Committed done) {
        unfinished.remove(done.time());
        rates = done.rates();
        committed++;
        if (done.outcome() == BatchFrame.Outcome.DONE) {
            states.putAll(done.states());
            lastDone = lastDone.filter(last -> last.greaterEq(done.time())).or(() -> Optional.of(done.time()));
            return;
        }
        Map<String, byte[]> input = plans.get(done.time());
        if (input != null) {
            skipped.put(done.time(), input);
            if (skipped.size() > SKIPPED_KEPT) {
                skipped.pollFirstEntry();
            }
        }
    }

    /**
     * Drops the plans of committed batches up to a time, but for the latest of each source: one that is dropped from the program
     * tells by it what it has read if it comes back.
     */
    synchronized void forgetUntil(Time oldest) {
        List<Time> old = new ArrayList<>(plans.headMap(oldest, true).keySet());
        old.removeAll(unfinished);
        for (Time time : old) {
            Map<String, byte[]> latest = new HashMap<>(plans.get(time));
            latest.keySet().removeIf(source -> !time.equals(latestPlans.get(source)));
            if (latest.isEmpty()) {
                plans.remove(time);
            } else {
                plans.put(time, latest);
            }
        }
    }

    /** Whether any frame has been applied that others can be applied to. */
    synchronized boolean isEmpty() {
        return table == null;
    }

    synchronized History snapshot() {
        return new History(
                table, zero, plans, unfinished, skipped, memories, states, rates, lastPlanned, lastDone, committed);
    }
}
