package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
    static final List<Integer> NUMBERS = IntStream.rangeClosed(1, 1000).boxed().toList();

    final SluiceContext context = new SluiceContext("local[2,2]", "test");

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void countsOnlyTheAttemptThatWon() {
        LongAccumulator sum = context.longAccumulator("sum");

        context.parallelize(NUMBERS, 4).foreach(number -> {
            sum.add(number);
            failFirstAttemptAt(number, 900);
        });

        assertThat(sum.value()).isEqualTo(500_500L);
        assertThat(sum.count()).isEqualTo(1000);
    }

    @Test
    void givesEachAttemptACopyOfAnAccumulatorOfTheProgramsOwnType() {
        DistinctLetters letters = new DistinctLetters();
        context.register(letters, "letters");

        context.parallelize(List.of("to", "be", "or", "not"), 4).foreach(word -> {
            word.chars().forEach(letter -> letters.add((char) letter));
            if (word.equals("or") && TaskContext.get().attemptNumber() == 0) {
                letters.add('X');
                throw new IllegalStateException("first attempt");
            }
        });

        assertThat(letters.value()).isEqualTo("benort");
    }

    @Test
    void whenATaskIsSent_andAFunctionCapturesWhatDoesNotSerialize_thenTheErrorNamesThePath() {
        context.register(new DistinctLetters());
        Thread culprit = Thread.currentThread();

        assertThatThrownBy(() -> context.parallelize(NUMBERS)
                        .map(number -> culprit.getName() + number)
                        .collect())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("CLOSURE_NOT_SERIALIZABLE")
                .hasMessageContaining("java.lang.Thread");
    }

    private static void failFirstAttemptAt(int number, int at) {
        if (number == at && TaskContext.get().attemptNumber() == 0) {
            throw new IllegalStateException("first attempt");
        }
    }

    private static final class DistinctLetters extends AccumulatorV2<Character, String> {
        private final TreeSet<Character> letters = new TreeSet<>();

        @Override
        public boolean isZero() {
            return letters.isEmpty();
        }

        @Override
        public DistinctLetters copy() {
            DistinctLetters copy = new DistinctLetters();
            copy.letters.addAll(letters);
            return copy;
        }

        @Override
        public void reset() {
            letters.clear();
        }

        @Override
        public void add(Character letter) {
            letters.add(letter);
        }

        @Override
        public void merge(AccumulatorV2<Character, String> other) {
            letters.addAll(((DistinctLetters) other).letters);
        }

        @Override
        public String value() {
            StringBuilder all = new StringBuilder();
            letters.forEach(all::append);
            return all.toString();
        }
    }
}
