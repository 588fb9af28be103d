package io.sluice.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyFeedTest {
    private final KeyFeed feed = new KeyFeed(1_000, 100);

    @Test
    void theFirstBatchesHaveEveryKeyOnce() {
        List<String> keys = new ArrayList<>();
        for (int batch = 0; batch < 10; batch++) {
            keys.addAll(batch(batch));
        }

        assertThat(keys).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void laterBatchesHaveSomeOfTheSameKeysEachOnce() {
        Set<String> all = new HashSet<>();
        for (int batch = 0; batch < 10; batch++) {
            all.addAll(batch(batch));
        }

        for (int batch = 10; batch < 200; batch++) {
            assertThat(batch(batch)).hasSize(100).doesNotHaveDuplicates().isSubsetOf(all);
        }
    }

    @Test
    void aBatchIsTheSameWhenItIsAskedForAgain() {
        assertThat(batch(17)).isEqualTo(batch(17)).isNotEqualTo(batch(18));
    }

    private List<String> batch(int number) {
        List<String> keys = new ArrayList<>();
        for (int slice = 0; slice < KeyFeed.SLICES; slice++) {
            feed.keys(number, slice).forEachRemaining(keys::add);
        }
        return keys;
    }
}
