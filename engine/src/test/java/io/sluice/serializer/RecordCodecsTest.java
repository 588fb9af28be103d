package io.sluice.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.Tuple3;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecsTest {
    static final ClassLoader LOADER = RecordCodecsTest.class.getClassLoader();

    record Point(int x, String label, List<Integer> path) {}

    /** Neither serializable nor with a constructor that takes nothing. */
    static final class Bean {
        private final String name;
        private final List<Object> parts = new ArrayList<>();
        private Bean twin;

        Bean(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that && that.name.equals(name) && that.parts.equals(parts);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class NamedList extends ArrayList<String> {
        private final String name;

        NamedList(String name) {
            this.name = name;
        }
    }

    static final class WritesItself implements Serializable {
        private transient int length = 3;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(length);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            length = in.readInt();
        }
    }

    static final class Customer implements Serializable {
        final Socket socket = new Socket();
    }

    static final class Order implements Serializable {
        final Customer customer = new Customer();
    }

    interface Naming extends Function<String, String>, Serializable {}

    static Stream<Object> valuesOfManyKinds() {
        Bean bean = new Bean("bean");
        bean.parts.add(1);
        Map<String, Integer> descending = new TreeMap<>(Comparator.reverseOrder());
        descending.put("a", 1);
        descending.put("b", 2);
        return Stream.of(
                "text",
                "ünïcödé ✓",
                1,
                2L,
                3.5,
                'c',
                new byte[] {1, 2},
                new int[] {1},
                new String[][] {{"a"}, {}},
                new Object[] {1, "a", null},
                List.of(1, 2, 3),
                Map.of("a", 1),
                Set.of(3),
                Arrays.asList(1, null),
                Collections.emptyList(),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                new ArrayList<>(List.of(1, 2, 3)).subList(1, 2),
                Map.of("k", 1).keySet(),
                new ConcurrentHashMap<>(Map.of(1, 2)),
                EnumSet.of(TimeUnit.DAYS),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
                descending,
                bean,
                new Point(1, "p", List.of(2)),
                TimeUnit.SECONDS,
                new BigDecimal("1.50"),
                Instant.EPOCH,
                Duration.ofDays(1),
                Optional.of(3),
                new Tuple2<>("k", null),
                new Tuple3<>(1, 2, 3),
                UUID.nameUUIDFromBytes(new byte[1]),
                new BitSet(4),
                Locale.US,
                String.class);
    }

    @ParameterizedTest
    @MethodSource("valuesOfManyKinds")
    void kryoGivesBackWhatAnotherCodecWrote(Object value) throws IOException {
        RecordCodecs codecs = RecordCodecs.kryo(LOADER);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        try (RecordCodec.Writer writer = codecs.borrow().writer(bytes)) {
            writer.write(value);
            writer.write(null);
            writer.write("the end");
        }

        RecordCodec.Reader reader = codecs.borrow().reader(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(Objects.deepEquals(reader.read(), value)).isTrue();
        assertThat(reader.read()).isNull();
        assertThat(reader.read()).isEqualTo("the end");
        assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
    }

    @Nested
    class GivenKryo {
        final RecordCodec codec = RecordCodecs.kryo(LOADER).borrow();

        @Test
        void cyclesSurvive() {
            Bean bean = new Bean("b");
            bean.twin = bean;

            Bean copy = codec.copy(bean);

            assertThat(copy).isNotSameAs(bean);
            assertThat(copy.twin).isSameAs(copy);
        }

        @Test
        void whatASubclassOfACollectionAddsSurvives() {
            NamedList list = new NamedList("names");
            list.add("x");

            NamedList copy = codec.copy(list);

            assertThat(copy).isEqualTo(list);
            assertThat(copy.name).isEqualTo("names");
        }

        @Test
        void aClassThatWritesItselfIsLetTo() {
            assertThat(codec.copy(new WritesItself()).length).isEqualTo(3);
        }

        @Test
        void aLambdaStillRunsAfterwards() {
            String suffix = "!";
            Naming naming = name -> name + suffix;

            assertThat(codec.copy(naming).apply("a")).isEqualTo("a!");
        }

        @Test
        void aUsersClassCostsANumber_notItsName() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            try (RecordCodec.Writer writer = codec.writer(bytes)) {
                writer.write(new Point(1, "p", List.of()));
            }

            assertThat(bytes.size()).isLessThan(16);
        }

        @Test
        void whenARecordDoesNotSerialise_thenTheErrorNamesThePathToTheCulprit() {
            assertThatThrownBy(
                            () -> codec.writer(OutputStream.nullOutputStream()).write(new Tuple2<>("k", new Order())))
                    .isInstanceOfSatisfying(StreamException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_SERIALIZABLE);
                        assertThat(e.problem())
                                .isEqualTo("A record does not serialise: Tuple2._2.customer.socket: java.net.Socket.");
                    });
        }

        @Test
        void whenTheStreamFails_thenThatIsTheError_notTheRecord() throws IOException {
            OutputStream full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("No space left on device");
                }
            };
            RecordCodec.Writer writer = codec.writer(full);

            assertThatThrownBy(() -> writer.write("x".repeat(10_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
    }

    @Nested
    class GivenJavaSerialisation {
        final RecordCodecs codecs = RecordCodecs.java(LOADER);

        @Test
        void recordsComeBackInOrder() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (RecordCodec.Writer writer = codecs.borrow().writer(bytes)) {
                for (int i = 0; i < 1000; i++) {
                    writer.write(new Tuple2<>(i, "v" + i));
                }
            }

            RecordCodec.Reader reader = codecs.borrow().reader(new ByteArrayInputStream(bytes.toByteArray()));

            for (int i = 0; i < 1000; i++) {
                assertThat(reader.read()).isEqualTo(new Tuple2<>(i, "v" + i));
            }
        }

        @Test
        void whenARecordDoesNotSerialise_thenTheErrorNamesThePathToTheCulprit() {
            RecordCodec codec = codecs.borrow();

            assertThatThrownBy(() -> codec.copy(new Order()))
                    .hasMessageContaining("Order.customer.socket: java.net.Socket");
        }
    }
}
