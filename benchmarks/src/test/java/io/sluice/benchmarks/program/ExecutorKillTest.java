package io.sluice.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExecutorKillTest {
    private final KeyFeed feed = new KeyFeed(1_000, 100);
    private final ExecutorKill kill = ExecutorKill.in(feed, 3);

    ExecutorKillTest() throws IOException {}

    private static List<String> slice(BatchKeys feed, long batch, int slice) {
        List<String> keys = new ArrayList<>();
        feed.keys(batch, slice).forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void oneBatchHasOneKeyMore_inTheMiddle() {
        List<String> fed = slice(feed, 3, 0);

        List<String> keys = slice(kill, 3, 0);

        Set<String> more = new HashSet<>(keys);
        fed.forEach(more::remove);
        assertThat(keys).hasSize(fed.size() + 1);
        assertThat(more).containsExactly(keys.get(25));
    }

    @Test
    void otherBatchesAndTheOtherSliceAreAsTheyWere() {
        assertThat(slice(kill, 3, 1)).isEqualTo(slice(feed, 3, 1));
        assertThat(slice(kill, 2, 0)).isEqualTo(slice(feed, 2, 0));
        assertThat(slice(kill, 4, 0)).isEqualTo(slice(feed, 4, 0));
    }

    @Test
    void otherKeysKillNobody() {
        slice(feed, 3, 0).forEach(kill::meet);

        assertThatThrownBy(kill::requireDone).hasMessageContaining("no executor was killed");
    }
}
