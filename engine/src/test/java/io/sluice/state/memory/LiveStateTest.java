package io.sluice.state.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveStateTest {
    private static Object number(Random random) {
        return random.nextLong();
    }

    private static Object anyKind(Random random) {
        return switch (random.nextInt(50)) {
            case 0 -> "text " + random.nextInt();
            case 1 -> random.nextDouble();
            default -> random.nextInt();
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whenBatchesComeAndFail_thenTheStateIsThatOfTheVersionsThatCount(long seed) throws Exception {
        Random random = new Random(seed);
        History<Object> history =
                new History<>(random, 300, seed % 2 == 0 ? LiveStateTest::anyKind : LiveStateTest::number);
        LiveState<Object, Object> state = new LiveState<>("test");

        for (int batch = 0; batch < 200; batch++) {
            history.batch(state, 60);
        }

        assertThat(history.committed()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void whenTheTableGrowsOverManyPages_thenNothingIsLost(long seed) throws Exception {
        Random random = new Random(seed);
        History<Object> history = new History<>(random, 30_000, LiveStateTest::number);
        LiveState<Object, Object> state = new LiveState<>("test");

        for (int batch = 0; batch < 12; batch++) {
            history.batch(state, 20_000);
        }

        assertThat(state.size()).isGreaterThan(2 * Page.SIZE);
    }
}
