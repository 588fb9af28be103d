package io.sluice.spark;

import io.sluice.lineage.StateProgress;
import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.memory.StateOwners;
import io.sluice.storage.log.LogStorages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.spark.Partition;

/**
 * What the driver knows of states: who owns each partition, and what the running batch has done. Which attempt counts is decided
 * here: a report is that of an attempt that Spark counts, and the last one for a batch is written down as the partition's owner
 * before the batch is. Thread-safe.
 */
final class DriverStates {
    private final Map<StateId, Known> states = new ConcurrentHashMap<>();

    /** One state. Guarded by itself. */
    private static final class Known {
        private final StateId shared;
        private final StateOwners owners;
        private final String run = UUID.randomUUID().toString();
        private final Map<Integer, StateReport> counted = new HashMap<>();
        private final Map<Integer, StateReport> reported = new HashMap<>();

        Known(StateId state) {
            this.shared = shared(state);
            this.owners = new StateOwners(LogStorages.at(state.checkpoint()), state.operator());
        }

        synchronized StateSplit[] splits(StateProgress progress, long version, Partition[] parents) {
            long from = progress.version();
            StateSplit[] splits = new StateSplit[parents.length];
            for (int i = 0; i < splits.length; i++) {
                long written = written(i, from, progress);
                splits[i] = new StateSplit(shared, i, run, owners.owner(i), from, version, written, parents[i]);
            }
            return splits;
        }

        private long written(int partition, long from, StateProgress progress) {
            StateReport last = counted.get(partition);
            if (last != null && last.version() == from) {
                return last.written();
            }
            return last != null && last.from() == from
                    ? last.writtenBefore() // its batch did not count in the end
                    : progress.written(partition).orElse(StateSplit.UNKNOWN);
        }

        synchronized Optional<String> executor(int partition) {
            StateReport last = reported.getOrDefault(partition, counted.get(partition));
            return Optional.ofNullable(last).map(StateReport::executor);
        }

        synchronized void report(StateReport report) {
            StateReport last = reported.getOrDefault(report.partition(), counted.get(report.partition()));
            if (last == null || report.version() >= last.version()) {
                reported.put(report.partition(), report);
            }
        }

        synchronized long[] count(int partitions) {
            counted.putAll(reported);
            reported.clear();
            Map<Integer, String> owned = new HashMap<>();
            counted.forEach((partition, report) -> owned.put(partition, report.owner()));
            owners.move(owned);
            long[] versions = new long[partitions];
            for (int i = 0; i < partitions; i++) {
                StateReport last = counted.get(i);
                versions[i] = last == null ? StatePartition.EMPTY : last.written();
            }
            return versions;
        }

        synchronized int partitionsOn(String executor) {
            Map<Integer, StateReport> last = new HashMap<>(counted);
            last.putAll(reported);
            return Math.toIntExact(last.values().stream()
                    .filter(report -> report.executor().equals(executor))
                    .count());
        }

        synchronized Set<String> executors() {
            Set<String> executors = new TreeSet<>();
            counted.values().forEach(report -> executors.add(report.executor()));
            reported.values().forEach(report -> executors.add(report.executor()));
            return executors;
        }
    }

    private Known known(StateId state) {
        return states.computeIfAbsent(shared(state), Known::new);
    }

    /** The directory's name as executors can use it, who have another working directory. */
    private static StateId shared(StateId state) {
        return new StateId(LogStorages.at(state.checkpoint()).location(), state.operator());
    }

    /** What tasks are to be told: to be asked for when the batch runs, as it is then that the version it stands on is known. */
    Partition[] splits(StateId state, StateProgress progress, long version, Partition[] parents) {
        return known(state).splits(progress, version, parents);
    }

    /** Where a partition is live, as Spark names locations. */
    Optional<String> executor(StateSplit split) {
        return Optional.ofNullable(states.get(split.state())).flatMap(known -> known.executor(split.index()));
    }

    /** How many partitions, of all states, are live on an executor, as Spark names locations. */
    int partitionsOn(String executor) {
        return states.values().stream()
                .mapToInt(known -> known.partitionsOn(executor))
                .sum();
    }

    /** An attempt that counts has updated a partition. */
    void report(StateReport report) {
        Known known = states.get(report.state());
        if (known != null && known.run.equals(report.run())) { // else its program is over
            known.report(report);
        }
    }

    /** What was reported counts: the latest version of each partition, which the next run finds when this returns. */
    long[] count(StateId state, int partitions) {
        return known(state).count(partitions);
    }

    /**
     * Forgets the states below a checkpoint directory.
     *
     * @param closing is given the directory and the executors that hold some of them
     */
    void close(String checkpoint, BiConsumer<String, List<String>> closing) {
        String location = LogStorages.at(checkpoint).location();
        Set<String> executors = new TreeSet<>();
        states.values().removeIf(known -> {
            boolean closed = known.shared.checkpoint().equals(location);
            if (closed) {
                executors.addAll(known.executors());
            }
            return closed;
        });
        if (!executors.isEmpty()) {
            closing.accept(location, List.copyOf(executors));
        }
    }
}
