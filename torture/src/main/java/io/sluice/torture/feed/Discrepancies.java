package io.sluice.torture.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with what a program made of its input. Confined to one thread.
 */
public final class Discrepancies {
    private static final int EXAMPLES = 10;

    private long records;
    private long lost;
    private long twice;
    private long reordered;
    private long wrong;
    private final List<String> examples = new ArrayList<>();

    void counted(long checked) {
        records += checked;
    }

    void lost(String what) {
        lost++;
        example("lost: " + what);
    }

    void twice(String what) {
        twice++;
        example("twice: " + what);
    }

    void reordered(String what) {
        reordered++;
        example("reordered: " + what);
    }

    void wrong(String what) {
        wrong++;
        example("wrong: " + what);
    }

    private void example(String text) {
        if (examples.size() < EXAMPLES) {
            examples.add(text);
        }
    }

    /** Adds those of another program. */
    public void add(Discrepancies other) {
        records += other.records;
        lost += other.lost;
        twice += other.twice;
        reordered += other.reordered;
        wrong += other.wrong;
        other.examples.forEach(this::example);
    }

    /** How many records were checked. */
    public long records() {
        return records;
    }

    /** Records that were acknowledged, or in a file, and did not arrive. */
    public long lost() {
        return lost;
    }

    /** Records that arrived again. */
    public long twice() {
        return twice;
    }

    /** Records that arrived behind a later one of their key. */
    public long reordered() {
        return reordered;
    }

    /** States, windows and records with content that does not follow from the records that arrived. */
    public long wrong() {
        return wrong;
    }

    public boolean isNone() {
        return lost + twice + reordered + wrong == 0;
    }

    /** Some of them, in words. */
    public List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public String toString() {
        return "%,d records: %d lost, %d twice, %d reordered, %d wrong in state or windows"
                .formatted(records, lost, twice, reordered, wrong);
    }
}
