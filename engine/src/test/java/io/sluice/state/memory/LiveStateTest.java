package io.sluice.state.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.log.LocalLogStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveStateTest {
    @TempDir
    Path directory;

    private LiveState<Object, Object> open() {
        StateLog log = new StateLog(
                "test",
                new LocalLogStorage(directory),
                Optional.empty(),
                getClass().getClassLoader());
        return new LiveState<>("test", log);
    }

    record Visit(String page, int count, List<Long> times) {}

    private static Object number(Random random) {
        return random.nextLong();
    }

    private static Object anyKind(Random random) {
        return switch (random.nextInt(50)) {
            case 0 -> "text " + random.nextInt();
            case 1 -> random.nextDouble();
            case 2 -> new Visit("page " + random.nextInt(9), random.nextInt(), List.of(random.nextLong()));
            default -> random.nextInt();
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whenBatchesComeAndFail_thenTheStateIsThatOfTheVersionsThatCount(long seed) throws Exception {
        Random random = new Random(seed);
        History<Object> history =
                new History<>(random, 300, seed % 2 == 0 ? LiveStateTest::anyKind : LiveStateTest::number);
        LiveState<Object, Object> state = open();

        for (int batch = 0; batch < 200; batch++) {
            history.batch(state, 60);
            if (random.nextInt(15) == 0) {
                state.close();
                state = open();
            }
        }

        assertThat(history.committed()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void whenTheTableGrowsOverManyPages_thenNothingIsLost(long seed) throws Exception {
        Random random = new Random(seed);
        History<Object> history = new History<>(random, 30_000, LiveStateTest::number);
        LiveState<Object, Object> state = open();
        long most = 0;

        for (int batch = 0; batch < 12; batch++) {
            history.batch(state, 20_000);
            most = Math.max(most, state.size());
            if (random.nextInt(3) == 0) {
                state.close();
                state = open();
            }
        }

        assertThat(most).isGreaterThan(2 * Page.SIZE);
    }
}
