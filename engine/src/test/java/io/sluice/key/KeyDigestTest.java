package io.sluice.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.state.codec.StateOutput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyDigestTest {
    private static final List<Object> OTHERS = Arrays.asList(
            null, 0, 0L, -1, -1L, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, 0xffff_ffffL);

    private final KeyDigest digest = new KeyDigest();

    @Test
    void whenDigestsAreExact_thenEachIsThatOfOneKey() {
        Random random = new Random(20);
        Map<List<Long>, Object> keys = new HashMap<>();
        OTHERS.forEach(key -> requireOwn(keys, key));

        for (int i = 0; i < 200_000; i++) {
            requireOwn(keys, text(random, random.nextInt(KeyDigest.MOST_CHARS + 1), 0x100));
            requireOwn(keys, random.nextInt());
            requireOwn(keys, random.nextLong());
        }

        assertThat(keys).hasSizeGreaterThan(400_000);
    }

    private void requireOwn(Map<List<Long>, Object> keys, Object key) {
        digest.take(key);
        assertThat(digest.isExact()).isTrue();
        if (keys.containsKey(digestOf(key))) {
            assertThat(keys.get(digestOf(key))).isEqualTo(key);
        }
        keys.put(digestOf(key), key);
    }

    private List<Long> digestOf(Object key) {
        digest.take(key);
        return List.of(digest.first(), digest.second());
    }

    @Test
    void whenATextIsLongOrWide_thenTheDigestIsNotExactAndTellsItsHashCode() {
        Random random = new Random(21);

        for (int i = 0; i < 1_000; i++) {
            String wide = text(random, 1 + random.nextInt(20), 0x3000);
            String text =
                    random.nextBoolean() ? text(random, KeyDigest.MOST_CHARS + 1 + i % 9, 0x100) : wide + '\u0416';

            digest.take(text);

            assertThat(digest.isExact()).isFalse();
            assertThat(digest.hash()).isEqualTo(text.hashCode());
            assertThat(digestOf(new String(text.toCharArray()))).isEqualTo(digestOf(text));
        }
    }

    @Test
    void whenATextIsWrittenFromItsDigest_thenItIsWrittenAsByItself() {
        Random random = new Random(22);
        StateOutput fromDigest = new StateOutput(1);
        StateOutput fromText = new StateOutput(1);

        for (int i = 0; i < 1_000; i++) {
            String text = text(random, random.nextInt(KeyDigest.MOST_CHARS + 1), 0x100);
            digest.take(text);
            fromDigest.putLatin1(KeyDigest.kind(digest.first()), digest.first() << Byte.SIZE, digest.second());
            fromText.putString(text);
        }

        assertThat(fromDigest.copy()).isEqualTo(fromText.copy());
    }

    private static String text(Random random, int length, int chars) {
        return random.ints(length, 0, chars)
                .collect(StringBuilder::new, (text, next) -> text.append((char) next), StringBuilder::append)
                .toString();
    }
}
