package io.sluice.benchmarks.program;

import java.io.Serializable;
import java.util.List;

/**
 * What a run of pairs holds: how many, how many changes of key, a checksum that does not depend on order, and whether the
 * keys came in order. One is filled for each partition; partitions are then appended in their order. Confined to one task.
 */
public final class PairTally implements Serializable {
    private static final long serialVersionUID = 1L;

    private long pairs;
    private long keys;
    private long checksum;
    private boolean ordered = true;
    private int first;
    private int last;

    public void add(int key, String value) {
        if (pairs == 0) {
            first = key;
            keys = 1;
        } else if (key != last) {
            keys++;
            ordered &= last < key;
        }
        last = key;
        pairs++;
        checksum += 31L * key + value.hashCode();
    }

    /** The tally of all partitions, given in order. */
    public static PairTally of(List<PairTally> partitions) {
        PairTally all = new PairTally();
        partitions.forEach(all::append);
        return all;
    }

    private void append(PairTally next) {
        if (next.pairs == 0) {
            return;
        }
        boolean sameKeyGoesOn = pairs > 0 && next.first == last;
        ordered &= next.ordered && (pairs == 0 || last <= next.first);
        first = pairs == 0 ? next.first : first;
        last = next.last;
        keys += next.keys - (sameKeyGoesOn ? 1 : 0);
        pairs += next.pairs;
        checksum += next.checksum;
    }

    public void print() {
        Figures.print("pairs", pairs);
        Figures.print("keys", keys);
        Figures.print("pair.checksum", checksum);
    }

    /**
     * Fails unless the keys came in order.
     *
     * @throws IllegalStateException if a key was followed by a smaller one
     */
    public void requireOrdered() {
        if (!ordered) {
            throw new IllegalStateException("the keys are not in order");
        }
    }
}
