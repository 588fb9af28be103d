package io.sluice.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
    private final StateEncoder encoder = new StateEncoder();

    /** Written, and read by a decoder that knows the classes as they are. */
    private Object andBack(Object value) throws IOException {
        StateOutput out = new StateOutput(1);
        encoder.write(out, value);
        StateDecoder decoder = new StateDecoder(getClass().getClassLoader());
        for (int i = 0; i < encoder.described(); i++) {
            StateOutput shape = new StateOutput(1);
            encoder.described(i).write(shape);
            decoder.describe(ClassShape.read(new StateInput().over(shape.content())));
        }
        StateInput in = new StateInput().over(out.content());
        Object read = decoder.read(in);
        assertThat(in.hasMore()).isFalse();
        return read;
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            boolean isDark() {
                return true;
            }
        };

        boolean isDark() {
            return false;
        }
    }

    record AllPrimitives(int i, long l, double d, float f, boolean z, byte b, short s, char c) {}

    record Node(String name, Node next, List<Node> children, Object any, Colour colour) {}

    static class Base {
        private int counter;

        @Override
        public boolean equals(Object other) {
            return other instanceof Base && other.toString().equals(toString());
        }

        @Override
        public int hashCode() {
            return counter;
        }

        @Override
        public String toString() {
            return "counter " + counter;
        }
    }

    static final class Bean extends Base {
        private String name = "unset";
        private final List<Long> times = new ArrayList<>();
        private transient int cache = 5;

        static Bean of(int counter, String name, Long... times) {
            Bean bean = new Bean();
            ((Base) bean).counter = counter;
            bean.name = name;
            bean.times.addAll(List.of(times));
            bean.cache = 7;
            return bean;
        }

        @Override
        public String toString() {
            return super.toString() + name + times + (cache > 0);
        }
    }

    @SuppressWarnings("JdkObsolete") // a program may keep whatever it likes
    static Stream<Object> values() {
        return Stream.of(
                true,
                false,
                (byte) -3,
                (short) 300,
                'x',
                0,
                -1,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.5f,
                Double.NaN,
                -0.0,
                "",
                "plain",
                "caf\u00e9",
                "\u4f60\u597d",
                "broken \ud83d surrogate",
                "x".repeat(5_000),
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("12345.67890"),
                new UUID(1, -2),
                Instant.parse("2026-11-21T13:05:35.123456789Z"),
                Instant.MIN,
                Duration.ofNanos(-1),
                LocalDate.of(-44, 3, 15),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6),
                ZonedDateTime.parse("2026-11-21T13:05:35+01:00[Europe/Paris]"),
                DayOfWeek.FRIDAY,
                Colour.RED,
                Colour.GREEN,
                Optional.empty(),
                Optional.of("x"),
                new Tuple2<>("a", null),
                new ArrayList<>(Arrays.asList(1, null, "x")),
                new LinkedList<>(List.of(1)),
                new ArrayDeque<>(List.of()).isEmpty(),
                List.of(),
                List.of(1, 2),
                List.of(1, 2, 3),
                Stream.of(1, null).toList(),
                Set.of(1, 2, 3),
                new LinkedHashSet<>(List.of(3, 1, 2)),
                new TreeSet<>(List.of(3, 1, 2)),
                Map.of("a", 1, "b", 2),
                new HashMap<>(Map.of("a", List.of(1))),
                new LinkedHashMap<>(Map.of(1, 2)),
                new TreeMap<>(Map.of(1, 2, 3, 4)),
                new TreeMap<>(java.util.Comparator.<Integer>reverseOrder()),
                new AllPrimitives(1, -2, 3.5, 4.5f, true, (byte) 6, (short) 7, 'c'),
                new Node("a", new Node("b", null, List.of(), 5, null), new ArrayList<>(), Colour.GREEN, Colour.RED),
                Bean.of(3, "bean", 1L, 2L));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whenAValueIsWrittenAndRead_thenItIsEqualAndOfTheSameKind(Object value) throws IOException {
        Object read = andBack(value);

        assertThat(read).isEqualTo(value);
        assertThat(andBack(read)).isEqualTo(value);
    }

    @Test
    void whenNullAndArraysAreWritten_thenTheyComeBack() throws IOException {
        assertThat(andBack(null)).isNull();
        assertThat((byte[]) andBack(new byte[] {1, -1})).containsExactly(1, -1);
        assertThat((int[]) andBack(new int[] {1, -1})).containsExactly(1, -1);
        assertThat((long[]) andBack(new long[] {1, -1})).containsExactly(1, -1);
        assertThat((double[]) andBack(new double[] {1.5})).containsExactly(1.5);
        assertThat((String[]) andBack(new String[] {"a", null})).containsExactly("a", null);
        assertThat((Object[]) andBack(new Object[] {1, "a"})).containsExactly(1, "a");
        assertThat((Node[]) andBack(new Node[0])).isEmpty();
    }

    @Test
    void whenOrderMatters_thenItIsKept() throws IOException {
        assertThat((Iterable<?>) andBack(new LinkedHashSet<>(List.of(3, 1, 2)))).hasToString("[3, 1, 2]");
        assertThat((Iterable<?>) andBack(new ArrayDeque<>(List.of(3, 1, 2)))).hasToString("[3, 1, 2]");
    }

    @Test
    void whenAValueRefersBackToItself_thenTheErrorSaysSo() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);

        assertThatThrownBy(() -> andBack(circle)).hasMessageContaining("RECORD_NOT_SERIALIZABLE");
    }

    @Test
    void whenAClassCannotBeWritten_thenItIsNamed() {
        Object lock = new java.util.concurrent.CompletableFuture<>();

        assertThatThrownBy(() -> andBack(new Tuple2<>("a", lock)))
                .hasMessageContaining("RECORD_NOT_SERIALIZABLE")
                .hasMessageContaining("CompletableFuture");
    }

    @Test
    void whenAPairOfTextAndNumberIsWritten_thenItTakesTheTextAndFewBytesMore() {
        StateOutput out = new StateOutput(1);
        out.putString("user-1234567");
        out.putSigned(1_000);

        assertThat(out.size()).isEqualTo("user-1234567".length() + 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whenBytesAreNonsense_thenReadingEndsInAnErrorAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            StateInput in = new StateInput().over(ByteBuffer.wrap(bytes));
            try {
                new StateDecoder(getClass().getClassLoader()).read(in);
            } catch (IOException | RuntimeException expected) {
                assertThat(expected).isNotNull();
            }
        }
    }
}
