package io.sluice.state.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Tuple2;
import io.sluice.state.StateEntry;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Random batches against a state and against a map per version, side by side. */
final class History<S> {
    /** A value and its deadline. */
    record Held<S>(S value, long deadline) {}

    private final Random random;
    private final int keys;
    private final Function<Random, S> values;
    private final TreeMap<Long, Map<Object, Held<S>>> versions = new TreeMap<>();
    private long committed = StatePartition.EMPTY;
    private long next = 1_000;

    History(Random random, int keys, Function<Random, S> values) {
        this.random = random;
        this.keys = keys;
        this.values = values;
        versions.put(committed, new HashMap<>());
    }

    long committed() {
        return committed;
    }

    Map<Object, Held<S>> committedContent() {
        return versions.get(committed);
    }

    /** A batch: attempts that fail, then one that is prepared, and that counts or not. */
    void batch(StatePartition<Object, S> state, int most) throws Exception {
        long version = next;
        next += 1 + random.nextInt(500);
        versions.tailMap(committed, false).clear();
        while (random.nextInt(4) == 0) {
            attempt(state.begin(committed, version), new HashMap<>(versions.get(committed)), version, most);
            if (random.nextBoolean()) {
                state.abort();
            }
        }
        Map<Object, Held<S>> expected = new HashMap<>(versions.get(committed));
        StateStore<Object, S> store = state.begin(committed, version);
        assertThat(contentOf(store)).isEqualTo(expected);
        attempt(store, expected, version, most);
        assertThat(store.size()).isEqualTo(expected.size());
        assertThat(contentOf(store)).isEqualTo(expected);
        state.prepare();
        assertThat(entriesOf(state, version)).isEqualTo(valuesOf(expected));
        if (random.nextInt(5) > 0) {
            versions.put(version, expected);
            versions.headMap(version, false).clear();
            committed = version;
        }
    }

    private void attempt(StateStore<Object, S> store, Map<Object, Held<S>> expected, long now, int most)
            throws Exception {
        if (random.nextInt(3) == 0) {
            expire(store, expected, now);
        }
        int changes = random.nextInt(most + 1);
        for (int i = 0; i < changes; i++) {
            if (random.nextInt(8) == 0) {
                changeExpected(store, expected, now);
            } else {
                change(store, key(), expected, now);
            }
        }
        if (random.nextInt(10) == 0) {
            everyThird(store, expected);
        }
        if (random.nextInt(10) == 0) {
            allButSome(store, expected);
        }
        if (random.nextInt(3) == 0) {
            expire(store, expected, now);
        }
    }

    /** Announces some keys, of which some come twice, and asks for most of them, and now and then for others. */
    private void changeExpected(StateStore<Object, S> store, Map<Object, Held<S>> expected, long now) {
        Object[] announced = new Object[1 + random.nextInt(40)];
        for (int i = 0; i < announced.length; i++) {
            announced[i] = i > 0 && random.nextInt(5) == 0 ? announced[random.nextInt(i)] : key();
        }
        int from = random.nextInt(announced.length);
        store.expect(announced, from, announced.length);
        for (int i = from; i < announced.length; i++) {
            if (random.nextInt(20) > 0) {
                change(store, announced[i], expected, now);
            }
            if (random.nextInt(20) == 0) {
                change(store, key(), expected, now);
            }
        }
    }

    private void change(StateStore<Object, S> store, Object key, Map<Object, Held<S>> expected, long now) {
        StateEntry<Object, S> entry = store.entry(key);
        Held<S> held = expected.get(key);
        assertThat(entry.exists()).as("exists %s", key).isEqualTo(held != null);
        assertThat(entry.value()).isEqualTo(held == null ? null : held.value());
        assertThat(entry.deadline()).isEqualTo(held == null ? StateEntry.NEVER : held.deadline());
        switch (random.nextInt(6)) {
            case 0 -> {
                entry.remove();
                expected.remove(key);
            }
            case 1 -> {
                if (held != null) {
                    long deadline = random.nextInt(5) == 0 ? StateEntry.NEVER : now + random.nextInt(5_000) - 500;
                    entry.expireAt(deadline);
                    expected.put(key, new Held<>(held.value(), deadline));
                }
            }
            default -> {
                S value = values.apply(random);
                entry.set(value);
                expected.put(key, new Held<>(value, held == null ? StateEntry.NEVER : held.deadline()));
            }
        }
    }

    /** Keys of all kinds: one is null, some are almost alike, some collide. */
    private Object key() {
        int number = random.nextInt(keys);
        if (number == 0) {
            return null;
        }
        return switch (number % 10) {
            case 1 -> number;
            case 2 -> (long) number;
            case 3 -> "a key that is too long for a digest " + number;
            case 4 -> "ключ " + number;
            case 5 -> "k".repeat(number % 17);
            case 6 -> "key-" + (number + 1) + "\0".repeat(number % 3);
            case 7 -> new Colliding(number);
            default -> "key-" + number;
        };
    }

    private void everyThird(StateStore<Object, S> store, Map<Object, Held<S>> expected) throws Exception {
        Set<Object> seen = new HashSet<>();
        int before = expected.size();
        store.forEach(entry -> {
            assertThat(seen.add(entry.key())).isTrue();
            if (seen.size() % 3 == 0) {
                expected.remove(entry.key());
                entry.remove();
            } else if (seen.size() % 3 == 1) {
                S value = values.apply(random);
                expected.put(entry.key(), new Held<>(value, entry.deadline()));
                entry.set(value);
            }
        });
        assertThat(seen).hasSize(before);
    }

    /** Asks for some keys, of which some are new, marks them, and changes all others. */
    private void allButSome(StateStore<Object, S> store, Map<Object, Held<S>> expected) throws Exception {
        Set<Object> marked = new HashSet<>();
        for (int i = random.nextInt(50); i > 0; i--) {
            Object key = key();
            S value = values.apply(random);
            StateEntry<Object, S> entry = store.entry(key);
            entry.set(value);
            entry.mark();
            expected.put(key, new Held<>(value, entry.deadline()));
            marked.add(key);
        }
        Set<Object> seen = new HashSet<>();
        store.forEachUnmarked(entry -> {
            assertThat(marked).doesNotContain(entry.key());
            assertThat(seen.add(entry.key())).isTrue();
            S value = values.apply(random);
            entry.set(value);
            expected.put(entry.key(), new Held<>(value, entry.deadline()));
        });
        seen.addAll(marked);
        assertThat(seen).hasSameSizeAs(expected.keySet());
    }

    private void expire(StateStore<Object, S> store, Map<Object, Held<S>> expected, long now) throws Exception {
        List<Long> due = expected.values().stream()
                .map(Held::deadline)
                .filter(deadline -> deadline <= now)
                .sorted()
                .toList();
        List<Long> visited = new ArrayList<>();
        store.forEachExpired(now, entry -> {
            visited.add(entry.deadline());
            assertThat(expected.get(entry.key())).isEqualTo(new Held<>(entry.value(), entry.deadline()));
            switch (random.nextInt(3)) {
                case 0 -> {
                    expected.put(entry.key(), new Held<>(entry.value(), now + 700));
                    entry.expireAt(now + 700);
                }
                case 1 -> {
                    expected.remove(entry.key());
                    entry.remove();
                }
                default -> {}
            }
        });
        assertThat(visited).isEqualTo(due);
        assertThat(visited).isSortedAccordingTo(Comparator.naturalOrder());
    }

    static <S> Map<Object, Held<S>> contentOf(StateStore<Object, S> store) throws Exception {
        Map<Object, Held<S>> content = new HashMap<>();
        store.forEach(entry -> content.put(entry.key(), new Held<>(entry.value(), entry.deadline())));
        return content;
    }

    private static <S> Map<Object, S> entriesOf(StatePartition<Object, S> state, long version) {
        Map<Object, S> entries = new HashMap<>();
        for (Iterator<Tuple2<Object, S>> all = state.entries(version); all.hasNext(); ) {
            Tuple2<Object, S> entry = all.next();
            entries.put(entry._1(), entry._2());
        }
        return entries;
    }

    private static <S> Map<Object, S> valuesOf(Map<Object, Held<S>> content) {
        Map<Object, S> values = new HashMap<>();
        content.forEach((key, held) -> values.put(key, held.value()));
        return values;
    }

    /** Its hash code says next to nothing. */
    record Colliding(int number) implements java.io.Serializable {
        @Override
        public int hashCode() {
            return number % 3;
        }
    }
}
