package io.sluice.embedded.shuffle;

import io.sluice.function.Function2;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;

/**
 * Merges runs that are each in the order of hash codes into one pair for each key. Keys with the same hash code are
 * gathered from all runs, told apart by {@code equals}, and handed on; only they are in memory. Confined.
 */
final class HashMerge implements PairCursor<Object, Object> {
    private final List<PairCursor<Object, Object>> runs;
    private final Function2<Object, Object, Object> mergeCombiners;
    private final UnaryOperator<Object> copyOfShared;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private final List<Object> keys = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private boolean started;
    private int next;

    @SuppressWarnings("unchecked") // the runs hold what the same aggregator made
    HashMerge(
            List<PairCursor<Object, Object>> runs,
            Function2<?, ?, ?> mergeCombiners,
            UnaryOperator<Object> copyOfShared) {
        this.runs = runs;
        this.copyOfShared = copyOfShared;
        this.mergeCombiners = (Function2<Object, Object, Object>) mergeCombiners;
    }

    @Override
    public boolean next() throws Exception {
        if (!started) {
            started = true;
            for (int i = 0; i < runs.size(); i++) {
                advance(new Head(runs.get(i), i));
            }
        }
        next++;
        if (next >= keys.size() && !gather()) {
            close();
            return false;
        }
        return true;
    }

    @Override
    public Object key() {
        return keys.get(next);
    }

    @Override
    public Object value() {
        return values.get(next);
    }

    @Override
    public void close() {
        runs.forEach(PairCursor::close);
    }

    /** Reads all keys of the lowest hash code. */
    private boolean gather() throws Exception {
        keys.clear();
        values.clear();
        next = 0;
        Head head = heads.poll();
        if (head == null) {
            return false;
        }
        int hash = head.hash;
        while (head != null && head.hash == hash) {
            merge(head.run);
            advance(head);
            head = heads.poll();
        }
        if (head != null) {
            heads.add(head);
        }
        return true;
    }

    private void merge(PairCursor<Object, Object> run) throws Exception {
        Object key = run.key();
        Object value = run.value();
        for (int i = 0; i < keys.size(); i++) {
            if (Objects.equals(key, keys.get(i))) {
                values.set(i, mergeCombiners.call(values.get(i), value));
                return;
            }
        }
        keys.add(key);
        values.add(run.shared() ? copyOfShared.apply(value) : value);
    }

    private void advance(Head head) throws Exception {
        if (head.run.next()) {
            head.hash = HashOrder.hash(head.run.key());
            heads.add(head);
        }
    }

    /** The next pair of a run; of equal hash codes, that of the earlier run comes first. */
    private static final class Head implements Comparable<Head> {
        final PairCursor<Object, Object> run;
        final int number;
        int hash;

        Head(PairCursor<Object, Object> run, int number) {
            this.run = run;
            this.number = number;
        }

        @Override
        public int compareTo(Head other) {
            int byHash = Integer.compare(hash, other.hash);
            return byHash != 0 ? byHash : Integer.compare(number, other.number);
        }
    }
}
