package io.sluice.embedded.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.Tuple2;
import java.math.BigDecimal;
import java.net.Socket;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SizeEstimatorTest {
    record Pair(String left, String right) {}

    static final class Node {
        final byte[] payload = new byte[1000];
        Node next;
    }

    @Test
    void stringsAndArraysAreExact() {
        assertThat(SizeEstimator.estimate("x".repeat(100))).isEqualTo(24 + 16 + 104);
        assertThat(SizeEstimator.estimate("✓".repeat(100))).isEqualTo(24 + 16 + 200);
        assertThat(SizeEstimator.estimate(new byte[100])).isEqualTo(16 + 104);
        assertThat(SizeEstimator.estimate(new long[100])).isEqualTo(16 + 800);
    }

    @Test
    void recordsAndTuplesCountWithWhatTheyHold() {
        long text = SizeEstimator.estimate("0123456789");

        assertThat(SizeEstimator.estimate(new Tuple2<>("0123456789", 1))).isEqualTo(24 + text + 16);
        assertThat(SizeEstimator.estimate(new Pair("0123456789", null))).isEqualTo(24 + text);
    }

    @Test
    void aCycleIsCountedOnce() {
        Node first = new Node();
        Node second = new Node();
        first.next = second;
        second.next = first;

        assertThat(SizeEstimator.estimate(first)).isBetween(2000L, 2200L);
    }

    @Test
    void whatIsSharedByEverybodyCountsNothing() {
        assertThat(SizeEstimator.estimate(TimeUnit.DAYS)).isZero();
        assertThat(SizeEstimator.estimate(String.class)).isZero();
        assertThat(SizeEstimator.estimate(null)).isZero();
    }

    @Test
    void largeCollectionsAreExtrapolated() {
        List<String> list = new ArrayList<>();
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            list.add("v" + (100_000 + i));
            map.put(i, "v" + (100_000 + i));
        }

        assertThat(SizeEstimator.estimate(list)).isCloseTo(100_000L * (48 + 4), Percentage.withPercentage(15));
        assertThat(SizeEstimator.estimate(map)).isCloseTo(100_000L * (48 + 16 + 32 + 8), Percentage.withPercentage(20));
    }

    static Stream<Object> awkwardObjects() {
        List<Object> ofItself = new ArrayList<>();
        ofItself.add(ofItself);
        return Stream.of(
                ofItself,
                new Object(),
                Thread.currentThread(),
                new Socket(),
                new BigDecimal("1e100"),
                (Runnable) () -> {},
                SizeEstimatorTest.class.getClassLoader(),
                new AbstractList<Object>() {
                    @Override
                    public Object get(int index) {
                        throw new UnsupportedOperationException("never to be called");
                    }

                    @Override
                    public int size() {
                        throw new UnsupportedOperationException("never to be called");
                    }
                },
                IntStream.range(0, 10).boxed().iterator());
    }

    @ParameterizedTest
    @MethodSource("awkwardObjects")
    void nothingMakesItThrow(Object object) {
        assertThatCode(() -> SizeEstimator.estimate(object)).doesNotThrowAnyException();
    }
}
