package io.sluice.embedded.shuffle;

import io.sluice.embedded.memory.MemoryShare;
import io.sluice.embedded.memory.SizeEstimator;
import io.sluice.engine.KeyRules;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.lineage.Aggregator;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * One combined value for each key: an open-addressing hash table for a task that never removes. Keys and values lie in the
 * order of their first appearance, so that the frequent ones of a skewed input share cache lines; a slot of the index holds
 * the number of its entry and, in the bits above, some of the key's hash, so that a probe rarely looks at a wrong key. The
 * index is probed from a multiple of the hash: entries arriving in order of their hash codes, as merged spills do, must not
 * pile up. {@link KeyDigests} spare most lookups the way to the key. Confined to one task.
 *
 * <p>The table charges itself to a {@link MemoryShare}, before it grows as well as for what it holds; when that is
 * refused it asks its owner to write it out, and goes on empty. Bent for speed by the word count of the benchmarks.
 */
final class CombineTable<K, V, C> {
    /** Writes a table out and clears it. */
    @FunctionalInterface
    interface Overflow {
        void spill() throws Exception;
    }

    private static final int GOLDEN = 0x9E3779B9;
    private static final int FEWEST_SLOTS = 16;
    private static final int MOST_SLOTS = 1 << 30;

    private final Function<V, C> createCombiner;
    private final Function2<C, V, C> mergeValue;
    private final Function2<C, C, C> mergeCombiners;
    private final MemoryShare share;
    private final Overflow overflow;
    private final CombinedValues values = new CombinedValues();
    private final KeyDigests digests = new KeyDigests();
    private final TableMeter meter = new TableMeter(this);

    private int[] slots;
    private int shift;
    private Object[] keys;
    private int[] hashes;
    private int size;
    private Class<?> lastKeyClass;

    /** An empty table that expects so many keys, for which it makes room if the share grants it. */
    CombineTable(Aggregator<V, C> aggregator, long expectedKeys, MemoryShare share, Overflow overflow) {
        this.createCombiner = aggregator.createCombiner();
        this.mergeValue = aggregator.mergeValue();
        this.mergeCombiners = aggregator.mergeCombiners();
        this.share = share;
        this.overflow = overflow;
        int wanted = FEWEST_SLOTS;
        while (wanted < MOST_SLOTS && entriesOf(wanted) < expectedKeys) {
            wanted *= 2;
        }
        resize(wanted == FEWEST_SLOTS || share.ensure(structureBytes(wanted)) ? wanted : FEWEST_SLOTS);
    }

    /** Adds one more value of a key. */
    void insert(K key, V value) throws Exception {
        int hash = hash(key);
        int entry = find(key, hash);
        if (entry >= 0) {
            values.merge(entry, mergeValue, value);
        } else {
            entry = add(entry, key, hash, createCombiner.call(value));
        }
        if (entry >= 0 && values.ofObjects() && meter.valueChanged(entry)) {
            charge();
        }
    }

    /**
     * Adds one more value of a key that others may read as well: it is copied if it would become the combined value itself,
     * which the user's functions may change.
     */
    void insertShared(K key, V value, UnaryOperator<C> copy) throws Exception {
        int hash = hash(key);
        int entry = find(key, hash);
        if (entry >= 0) {
            values.merge(entry, mergeValue, value);
        } else {
            C combiner = createCombiner.call(value);
            entry = add(entry, key, hash, combiner == value ? copy.apply(combiner) : combiner);
        }
        if (entry >= 0 && values.ofObjects() && meter.valueChanged(entry)) {
            charge();
        }
    }

    /**
     * Adds a value combined elsewhere.
     *
     * @param copy makes it this table's own, so that the user's functions may change it
     */
    void insertCombiner(K key, C combiner, UnaryOperator<C> copy) throws Exception {
        int hash = hash(key);
        int entry = find(key, hash);
        if (entry >= 0) {
            values.merge(entry, mergeCombiners, combiner);
        } else {
            entry = add(entry, key, hash, copy.apply(combiner));
        }
        if (entry >= 0 && values.ofObjects() && meter.valueChanged(entry)) {
            charge();
        }
    }

    /** How many keys there are: entries 0 until this. */
    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only keys are stored there
    K key(int entry) {
        return (K) keys[entry];
    }

    @SuppressWarnings("unchecked") // only combiners are stored there
    C value(int entry) {
        return (C) values.get(entry);
    }

    /** The bytes of the arrays and of what hangs on them. */
    long bytes() {
        return structureBytes(slots.length) + meter.bytes();
    }

    /** Forgets all entries but keeps the room for them. */
    void clear() {
        Arrays.fill(slots, 0);
        Arrays.fill(keys, 0, size, null);
        values.clear();
        meter.reset();
        size = 0;
        share.shrinkTo(bytes());
    }

    /** What it holds now, to be read before anything is added. */
    Entries entries() {
        return new Entries(keys, values, size, meter.bytes());
    }

    /** Hands over what it holds, without what only lookups need; the table must not be used again. */
    Entries handOver() {
        slots = null;
        hashes = null;
        digests.free();
        return entries();
    }

    private int hash(Object key) {
        if (key != null && key.getClass() != lastKeyClass) {
            KeyRules.requireEquals(key.getClass());
            lastKeyClass = key.getClass();
        }
        return digests.take(key);
    }

    /** The entry of a key, or the complement of the free slot where it belongs. */
    private int find(Object key, int hash) {
        int[] index = slots;
        int mask = index.length - 1;
        int slot = (hash * GOLDEN) >>> shift;
        for (int word = index[slot]; word != 0; word = index[slot]) {
            if (((word ^ hash) & ~mask) == 0) {
                int entry = (word & mask) - 1;
                if (holds(entry, key)) {
                    return entry;
                }
            }
            slot = (slot + 1) & mask;
        }
        return ~slot;
    }

    private boolean holds(int entry, Object key) {
        return digests.kept() ? digests.match(entry) && (digests.isExact() || equal(entry, key)) : equal(entry, key);
    }

    private boolean equal(int entry, Object key) {
        Object stored = keys[entry];
        return stored == key || (key != null && stored != null && key.equals(stored));
    }

    private int add(int found, K key, int hash, C value) throws Exception {
        int slot = ~found;
        if (size == keys.length) {
            grow();
            slot = ~find(key, hash);
        }
        int entry = size++;
        slots[slot] = (hash & -slots.length) | (entry + 1);
        keys[entry] = key;
        hashes[entry] = hash;
        digests.set(entry);
        values.set(entry, value);
        if (meter.keyAdded(key)) {
            charge();
        }
        return Math.min(entry, size - 1); // -1 if the charge has emptied the table
    }

    private void charge() throws Exception {
        if (size > 0 && !share.ensure(bytes())) {
            overflow.spill();
        }
    }

    private void grow() throws Exception {
        int wanted = slots.length * 2;
        boolean granted = wanted <= MOST_SLOTS && wanted > 0 && share.ensure(bytes() + structureBytes(wanted));
        if (granted) {
            resize(wanted);
        } else {
            overflow.spill();
        }
    }

    private void resize(int slotCount) {
        int[] index = new int[slotCount];
        int mask = slotCount - 1;
        int entries = entriesOf(slotCount);
        shift = Integer.numberOfLeadingZeros(mask);
        keys = keys == null ? new Object[entries] : Arrays.copyOf(keys, entries);
        hashes = hashes == null ? new int[entries] : Arrays.copyOf(hashes, entries);
        values.resize(entries);
        digests.resize(entries);
        for (int entry = 0; entry < size; entry++) {
            int hash = hashes[entry];
            int slot = (hash * GOLDEN) >>> shift;
            while (index[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            index[slot] = (hash & ~mask) | (entry + 1);
        }
        slots = index;
    }

    private static int entriesOf(int slotCount) {
        return slotCount / 8 * 5;
    }

    private long structureBytes(int slotCount) {
        int entries = entriesOf(slotCount);
        int reference = SizeEstimator.referenceBytes();
        return (long) slotCount * Integer.BYTES
                + (long) entries * (Integer.BYTES + reference)
                + values.arrayBytes(entries, reference)
                + digests.arrayBytes(entries);
    }
}
