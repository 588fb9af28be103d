package io.sluice.streaming.checkpoint;

import io.sluice.streaming.Time;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A moment of a program's history.
 *
 * @param zero the time that batch times are counted from
 * @param plans what batches read, by source name, of those not committed and those that windows reach back to
 * @param unfinished the batches that were planned and not committed
 * @param skipped what skipped batches would have read; the newest only
 * @param memories what sources know besides their plans, by name
 * @param states the latest version of each partition of the states that a committed batch has seen, by name
 * @param lastDone the last batch whose results count, and whose state is the state
 * @param committed how many batches were committed in all
 */
public record History(
        OperatorTable table,
        Time zero,
        SortedMap<Time, Map<String, byte[]>> plans,
        Set<Time> unfinished,
        SortedMap<Time, Map<String, byte[]>> skipped,
        Map<String, byte[]> memories,
        Map<String, long[]> states,
        Map<String, Double> rates,
        Optional<Time> lastPlanned,
        Optional<Time> lastDone,
        long committed) {
    public History {
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        unfinished = Collections.unmodifiableSortedSet(new TreeSet<>(unfinished));
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
        memories = Map.copyOf(memories);
        states = Map.copyOf(states);
        rates = Map.copyOf(rates);
    }

    /** The history of a program that starts for the first time. */
    static History first(OperatorTable table, Time zero) {
        return new History(
                table,
                zero,
                new TreeMap<>(),
                Set.of(),
                new TreeMap<>(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /**
     * The same history, to be gone on with by another version of the program. State that it does not have is over: it would be
     * as old as that if it came back, and must begin anew.
     */
    History continuedBy(OperatorTable newTable, Time newZero) {
        Map<String, long[]> kept = new HashMap<>(states);
        kept.keySet().removeIf(name -> newTable.named(Operator.Kind.STATE, name).isEmpty());
        return new History(
                newTable, newZero, plans, unfinished, skipped, memories, kept, rates, lastPlanned, lastDone, committed);
    }

    /** The same history, with what the sources know now; those that the program does not have keep what they knew. */
    History knowing(Map<String, byte[]> newMemories) {
        Map<String, byte[]> all = new HashMap<>(memories);
        all.putAll(newMemories);
        return new History(
                table, zero, plans, unfinished, skipped, all, states, rates, lastPlanned, lastDone, committed);
    }
}
