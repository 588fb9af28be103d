package io.sluice.embedded.shuffle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function2;
import io.sluice.lineage.Aggregator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CombineTableTest {
    /** All keys collide. */
    record Colliding(int id) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    static final class Identity {}

    static <K, V, C> CombineTable<K, V, C> table(Aggregator<V, C> aggregator) {
        return new CombineTable<>(aggregator, 0, new MemoryBudget(Long.MAX_VALUE / 4).share(), () -> {
            throw new AssertionError("there is memory enough");
        });
    }

    static <K, V> Map<K, V> content(CombineTable<K, ?, V> table) {
        Map<K, V> content = new HashMap<>();
        for (int i = 0; i < table.size(); i++) {
            content.put(table.key(i), table.value(i));
        }
        return content;
    }

    @Property
    void countsAsAHashMapDoes(@ForAll List<@IntRange(min = -50, max = 50) Integer> keys) throws Exception {
        CombineTable<String, Integer, Integer> table = table(Aggregator.reducing(Integer::sum));
        Map<String, Integer> expected = new HashMap<>();

        for (int key : keys) {
            String text = key == 0 ? null : "k" + key;
            table.insert(text, key);
            expected.merge(text, key, Integer::sum);
        }

        assertThat(content(table)).isEqualTo(expected);
    }

    @Test
    void growsFarAndFindsEveryKeyAgain() throws Exception {
        CombineTable<Integer, Long, Long> table = table(Aggregator.reducing(Long::sum));

        for (int round = 0; round < 2; round++) {
            for (int key = 0; key < 200_000; key++) {
                table.insert(key * 64, (long) key);
            }
        }

        assertThat(table.size()).isEqualTo(200_000);
        assertThat(content(table)).containsEntry(64 * 777, 2 * 777L).containsEntry(64 * 199_999, 2 * 199_999L);
    }

    @Test
    void keysThatAllCollideAreToldApart() throws Exception {
        CombineTable<Colliding, Integer, Integer> table = table(Aggregator.reducing(Integer::sum));

        for (int i = 0; i < 3000; i++) {
            table.insert(new Colliding(i % 1000), 1);
        }

        assertThat(content(table))
                .hasSize(1000)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(3));
    }

    /** Keys that a digest tells apart, keys that it does not, and some that look alike. */
    static final List<Object> KEYS_OF_MANY_KINDS = Arrays.asList(
            null,
            "",
            "\0",
            "\0\0",
            "a",
            "a\0",
            "\u00ff",
            "\u01ff",
            "\u0161",
            "seventh",
            "eightths",
            "fifteen letters",
            "fifteen lettert",
            "fifteen letter\u0173",
            "sixteen letters!",
            "sixteen letters?",
            "Aa this is longer than a digest",
            "BB this is longer than a digest",
            0,
            1,
            -1,
            Integer.MIN_VALUE,
            0L,
            1L,
            -1L,
            1L << 32,
            (long) Integer.MIN_VALUE,
            1.0,
            List.of("a"),
            new Colliding(1),
            new Colliding(2));

    @Property
    void keysOfManyKindsAreToldApartAsAHashMapDoes(@ForAll List<@IntRange(max = 30) Integer> choices) throws Exception {
        CombineTable<Object, Integer, Integer> table = table(Aggregator.reducing(Integer::sum));
        Map<Object, Integer> expected = new HashMap<>();

        for (int choice : choices) {
            Object key = KEYS_OF_MANY_KINDS.get(choice);
            table.insert(key instanceof String text ? new String(text.toCharArray()) : key, choice + 1);
            expected.merge(key, choice + 1, Integer::sum);
        }

        assertThat(content(table)).isEqualTo(expected);
    }

    @Property
    void shortTextsAreToldApartAsAHashMapDoes(
            @ForAll List<@StringLength(max = 17) @CharRange(from = 'a', to = 'b') String> texts) throws Exception {
        CombineTable<String, Integer, Integer> table = table(Aggregator.reducing(Integer::sum));
        Map<String, Integer> expected = new HashMap<>();

        for (String text : texts) {
            table.insert(text, 1);
            expected.merge(text, 1, Integer::sum);
        }

        assertThat(content(table)).isEqualTo(expected);
    }

    @Nested
    class GivenNumbersInALane {
        @Test
        void doublesKeepTheirBits() throws Exception {
            CombineTable<String, Double, Double> table = table(Aggregator.reducing(Double::sum));

            table.insert("a", 0.1);
            table.insert("a", 0.2);
            table.insert("zero", -0.0);
            table.insert("nan", Double.NaN);

            assertThat(content(table))
                    .containsEntry("a", 0.1 + 0.2)
                    .containsEntry("zero", -0.0)
                    .containsEntry("nan", Double.NaN);
        }

        @Test
        void whenASumNoLongerFitsAnInteger_thenItAndAllOthersGoOnAsObjects() throws Exception {
            Function2<Number, Number, Number> sum = (a, b) -> {
                long both = a.longValue() + b.longValue();
                if (both == (int) both) {
                    return (int) both;
                }
                return both;
            };
            CombineTable<String, Number, Number> table = table(Aggregator.reducing(sum));

            table.insert("small", 1);
            table.insert("large", Integer.MAX_VALUE);
            table.insert("large", 1);
            table.insert("small", 1);
            table.insert("new", 5);

            assertThat(content(table))
                    .containsEntry("small", 2)
                    .containsEntry("large", 2147483648L)
                    .containsEntry("new", 5);
        }

        @Test
        void whenAValueIsNull_thenItStaysNull() throws Exception {
            CombineTable<String, Integer, Integer> table =
                    table(Aggregator.reducing((a, b) -> a == null || b == null ? null : a + b));

            table.insert("a", 1);
            table.insert("b", null);
            table.insert("a", null);
            table.insert("c", 2);
            table.insert("c", 2);

            Map<String, Integer> expected = new HashMap<>();
            expected.put("a", null);
            expected.put("b", null);
            expected.put("c", 4);
            assertThat(content(table)).isEqualTo(expected);
        }

        @Test
        void whenTheFunctionThrows_thenTheTableIsAsBefore() throws Exception {
            CombineTable<String, Integer, Integer> table = table(Aggregator.reducing(Math::addExact));
            table.insert("a", Integer.MAX_VALUE);

            assertThatThrownBy(() -> table.insert("a", 1)).isInstanceOf(ArithmeticException.class);

            assertThat(content(table)).containsExactly(Map.entry("a", Integer.MAX_VALUE));
        }
    }

    @Test
    void objectsChangedInPlaceStayWhereTheyAre() throws Exception {
        CombineTable<String, Integer, List<Integer>> table = table(new Aggregator<>(
                first -> new ArrayList<>(List.of(first)),
                (list, value) -> {
                    list.add(value);
                    return list;
                },
                (a, b) -> a,
                false));

        for (int i = 0; i < 10; i++) {
            table.insert("k" + i % 2, i);
        }

        assertThat(content(table))
                .containsEntry("k0", List.of(0, 2, 4, 6, 8))
                .containsEntry("k1", List.of(1, 3, 5, 7, 9));
    }

    @Test
    void aKeyClassWithoutEqualsIsRefusedByName() {
        CombineTable<Object, Integer, Integer> table = table(Aggregator.reducing(Integer::sum));

        assertThatThrownBy(() -> table.insert(new Identity(), 1))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_WITHOUT_EQUALS))
                .hasMessageContaining(Identity.class.getName());
        assertThatThrownBy(() -> table.insert(new int[] {1}, 1)).hasMessageContaining("int[] cannot be a key");
    }

    @Test
    void enumsRecordsAndListsAreGoodKeys() throws Exception {
        CombineTable<Object, Integer, Integer> table = table(Aggregator.reducing(Integer::sum));

        for (Object key : Arrays.asList(ErrorCode.INTERNAL, new Colliding(1), List.of(1), String.class, null)) {
            table.insert(key, 1);
        }

        assertThat(table.size()).isEqualTo(5);
    }
}
