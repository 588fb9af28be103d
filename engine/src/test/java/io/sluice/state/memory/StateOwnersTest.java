package io.sluice.state.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.state.StateEntry;
import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStore;
import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.LogStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateOwnersTest {
    private static final StateId ID = new StateId("test", "visits");

    @TempDir
    Path checkpoint;

    private StateOwners owners() {
        return new StateOwners(new LocalLogStorage(checkpoint), "visits");
    }

    private static <K, S> StatePartition<K, S> heir(StateOwners owners, String name, Optional<LogStorage> from) {
        return new LiveStates().open(ID, 0, owners.storage(0, name), from);
    }

    private List<String> directories() throws IOException {
        try (Stream<Path> all = Files.list(checkpoint.resolve("state/visits/0"))) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** Owners that do not know that they are none any more go on writing, to the same log that others inherit from. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whenOwnersTakeOverFromEachOther_thenTheStateIsThatOfTheVersionsThatCount(long seed) throws Exception {
        Random random = new Random(seed);
        History<Object> history = new History<>(random, 300, from -> from.nextInt());
        StateOwners owners = owners();
        String owner = StateOwners.FIRST;
        StatePartition<Object, Object> state = heir(owners, owner, Optional.empty());
        List<StatePartition<Object, Object>> gone = new ArrayList<>();

        for (int batch = 0; batch < 150; batch++) {
            history.batch(state, 60);
            if (random.nextInt(6) == 0) {
                state.force();
                gone.add(state);
                String next = StateOwners.another();
                state = heir(owners, next, Optional.of(owners.storage(0, owner)));
                owner = next;
                history.batch(state, 60);
                state.force();
                owners.move(Map.of(0, owner));
                assertThat(directories()).containsExactly(owner);
                assertThat(owners().owner(0)).isEqualTo(owner);
            }
            for (StatePartition<Object, Object> zombie : gone) {
                zombieWrites(zombie, history.committed());
            }
            gone.removeIf(zombie -> random.nextInt(3) == 0);
        }
    }

    private static void zombieWrites(StatePartition<Object, Object> zombie, long committed) {
        try {
            StateStore<Object, Object> store = zombie.begin(committed, committed + 1);
            store.entry("zombie").set(1);
            zombie.prepare();
            zombie.force();
        } catch (RuntimeException notItsFiles) {
            assertThat(notItsFiles).isNotNull(); // whatever becomes of it
        }
    }

    @Test
    void whenABatchOfANewOwnerDoesNotCount_thenTheVersionItBeganWithIsThere() throws Exception {
        StateOwners owners = owners();
        StatePartition<String, Integer> first = heir(owners, StateOwners.FIRST, Optional.empty());
        set(first, StatePartition.EMPTY, 10, "a", 1);
        set(first, 10, 20, "b", 2);
        StatePartition<String, Integer> second = heir(owners, "second", Optional.of(owners.storage(0)));
        set(second, 20, 30, "a", 3);
        assertThat(second.latest()).isEqualTo(30);
        owners.move(Map.of(0, "second"));

        StatePartition<String, Integer> third = heir(owners(), "third", Optional.of(owners().storage(0)));
        StateStore<String, Integer> store = third.begin(20, 40);

        assertThat(third.latest()).isEqualTo(20);
        assertThat(History.contentOf(cast(store)))
                .isEqualTo(Map.of(
                        "a", new History.Held<>(1, StateEntry.NEVER),
                        "b", new History.Held<>(2, StateEntry.NEVER)));
    }

    @SuppressWarnings("unchecked") // read only
    private static StateStore<Object, Object> cast(StateStore<String, Integer> store) {
        return (StateStore<Object, Object>) (StateStore<?, ?>) store;
    }

    private static void set(StatePartition<String, Integer> state, long from, long version, String key, int value) {
        state.begin(from, version).entry(key).set(value);
        state.prepare();
        state.force();
    }

    @Test
    void whenAVersionIsReadWhileItsOwnerGoesOn_thenItIsWholeOrSaidToBeLost() {
        StateOwners owners = owners();
        StatePartition<String, Integer> state = heir(owners, StateOwners.FIRST, Optional.empty());
        set(state, StatePartition.EMPTY, 10, "a", 1);
        set(state, 10, 20, "a", 2);

        assertThat(read(owners, 10)).isEqualTo(Map.of("a", 1));
        assertThat(read(owners, 20)).isEqualTo(Map.of("a", 2));
    }

    @Test
    void whenWhatIsToBeInheritedIsNotThere_thenItIsLost() {
        StateOwners owners = owners();
        StatePartition<String, Integer> heir = heir(owners, "second", Optional.of(owners.storage(0)));

        assertThatThrownBy(() -> heir.begin(10, 20)).hasMessageContaining("STATE_LOST");
    }

    private static Map<String, Integer> read(StateOwners owners, long version) {
        Map<String, Integer> content = new HashMap<>();
        new LiveStates()
                .<String, Integer>read(ID, 0, owners.storage(0), version)
                .forEachRemaining(entry -> content.put(entry._1(), entry._2()));
        return content;
    }
}
