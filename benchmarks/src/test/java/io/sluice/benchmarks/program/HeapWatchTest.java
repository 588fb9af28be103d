package io.sluice.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeapWatchTest {
    @Test
    @Timeout(30)
    void aCollectionIsNoticed_whateverTheCollector() {
        try (HeapWatch watch = HeapWatch.start()) {
            System.gc();
            while (watch.collections() == 0) {
                Thread.onSpinWait();
            }
            assertThat(watch.collections()).isPositive();
        }
    }
}
