package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.Example;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What programs get that ask for the impossible. */
public interface BadInput extends EngineUnderTest {
    private Rdd<Integer> numbers() {
        return context().parallelize(List.of(4, 2, 0, 1), 1);
    }

    private static void fails(ErrorCode code, ThrowingCallable program, String... words) {
        assertThatThrownBy(program)
                .isInstanceOfSatisfying(
                        StreamException.class, error -> assertThat(error.code()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    @Example
    default void aFunctionThatThrowsIsNamedWithLineAndRecord() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().map(n -> 4 / n).filter(n -> true).collect(),
                "map at BadInput.java",
                "/ by zero in line BadInput.java",
                "element 2 of slice 0");
    }

    @Example
    default void anActionsFunctionThatThrowsIsNamedToo() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().foreach(n -> {
                    throw new java.io.IOException("n is " + n);
                }),
                "foreach at BadInput.java",
                "n is 4");
        fails(ErrorCode.TASK_FAILED, () -> numbers().reduce((a, b) -> a / b), "reduce at BadInput.java", "by zero");
    }

    @Example
    default void aFunctionThatCombinesValuesIsNamedWithLineAndRecord() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().keyBy(n -> 1).reduceByKey((a, b) -> a / b).collect(),
                "reduceByKey at BadInput.java",
                "/ by zero in line BadInput.java",
                "element 2 of slice 0");
    }

    @Example
    default void aFunctionThatCombinesWhatPartitionsHaveIsNamedToo() {
        Rdd<Integer> apart = context().parallelize(List.of(4, 0), 2);
        fails(
                ErrorCode.TASK_FAILED,
                () -> apart.keyBy(n -> 1).reduceByKey((a, b) -> 1 / (a * b)).collect(),
                "reduceByKey at BadInput.java",
                "/ by zero in line BadInput.java",
                "of the shuffle of reduceByKey at BadInput.java");
        fails(
                ErrorCode.TASK_FAILED,
                () -> apart.keyBy(n -> 1)
                        .combineByKey(n -> n, (a, b) -> 1 / (a * b), Integer::sum, new HashPartitioner(1), false)
                        .foreach(pair -> {}),
                "combineByKey at BadInput.java",
                "/ by zero in line BadInput.java");
    }

    @Example
    default void whoReadsCombinedValuesIsNamedAndNotWhoCombinesThem() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().keyBy(n -> n).reduceByKey(Integer::sum).foreach(pair -> {
                    throw new java.io.IOException("refused");
                }),
                "the function of foreach at BadInput.java",
                "refused");
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers()
                        .keyBy(n -> n)
                        .reduceByKey(Integer::sum)
                        .mapValues(n -> 4 / n)
                        .collect(),
                "the function of mapValues at BadInput.java");
    }

    /** Throws for the key 0. */
    final class Torn extends Partitioner {
        @Override
        public int numPartitions() {
            return 5;
        }

        @Override
        public int getPartition(Object key) {
            return 4 / (int) key;
        }
    }

    @Example
    default void anOrderAndAPartitionerThatThrowAreNamedToo() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().keyBy(n -> n).partitionBy(new Torn()).collect(),
                "partitionBy at BadInput.java",
                "/ by zero in line BadInput.java");
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers()
                        .keyBy(n -> n)
                        .repartitionAndSortWithinPartitions(
                                new HashPartitioner(1), (Comparator<Integer> & Serializable) (a, b) -> a / b)
                        .collect(),
                "repartitionAndSortWithinPartitions at BadInput.java",
                "/ by zero in line BadInput.java");
    }

    @Example
    default void anIteratorThatThrowsIsNamedToo() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().flatMap(n -> new Broken()).collect(),
                "flatMap at BadInput.java",
                "broken");
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().mapPartitions(all -> new Broken()).count(),
                "mapPartitions at");
    }

    /** Promises a record, and throws. */
    final class Broken implements Iterator<Integer> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            throw new NoSuchElementException("broken");
        }
    }

    @Example
    default void nullInsteadOfAnIteratorIsRefused() {
        fails(
                ErrorCode.NULL_FROM_FUNCTION,
                () -> numbers().mapPartitions(all -> (Iterator<Integer>) null).collect(),
                "mapPartitions at BadInput.java");
        fails(
                ErrorCode.NULL_FROM_FUNCTION,
                () -> numbers().flatMap(n -> (Iterator<Integer>) null).count(),
                "flatMap at BadInput.java");
    }

    /** Puts everything where nothing can be. */
    final class Nowhere extends Partitioner {
        @Override
        public int numPartitions() {
            return 2;
        }

        @Override
        public int getPartition(Object key) {
            return -1;
        }
    }

    @Example
    default void aPartitionThatIsNotThereIsRefused() {
        fails(
                ErrorCode.PARTITION_OUT_OF_RANGE,
                () -> numbers().keyBy(n -> n).partitionBy(new Nowhere()).collect(),
                "-1");
    }

    @Example
    default void keysThatNeverEqualEachOtherAreRefused() {
        PairRdd<int[], Integer> arrays = numbers().keyBy(n -> new int[] {n});

        fails(
                ErrorCode.KEY_WITHOUT_EQUALS,
                () -> arrays.reduceByKey(Integer::sum).collect(),
                "int[]");
        fails(ErrorCode.KEY_WITHOUT_EQUALS, () -> arrays.groupByKey().collect(), "int[]");
    }

    @Example
    default void whatCannotBeComparedAsksForAComparator() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers()
                        .map(n -> List.of(n))
                        .sortBy(list -> list, true, 2)
                        .collect(),
                "pass a comparator");
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers()
                        .map(n -> List.of(n))
                        .keyBy(list -> list)
                        .sortByKey(true, 1)
                        .collect(),
                "pass a comparator");
        fails(ErrorCode.TASK_FAILED, () -> numbers().map(n -> List.of(n)).top(2), "pass a comparator");
        assertThatThrownBy(() -> numbers().top(2, (a, b) -> a - b))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Serializable");
    }

    @Example
    default void zipNeedsEqualSizes() {
        fails(
                ErrorCode.TASK_FAILED,
                () -> numbers().zip(context().parallelize(List.of(1), 1)).collect(),
                "same number of records");
        assertThatThrownBy(() ->
                        numbers().zip(context().parallelize(List.of(1), 2)).collect())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same number of partitions");
    }

    @Example
    default void numbersThatMakeNoSenseAreRefused() {
        List<ThrowingCallable> programs = List.of(
                () -> numbers().take(-1),
                () -> numbers().takeOrdered(-1),
                () -> numbers().top(-1),
                () -> numbers().takeSample(false, -1),
                () -> numbers().coalesce(0),
                () -> numbers().repartition(-1),
                () -> numbers().distinct(0),
                () -> numbers().sample(false, 1.5),
                () -> numbers().sample(true, -0.5),
                () -> numbers().randomSplit(new double[] {-1, 2}),
                () -> numbers().mapToDouble(n -> n).histogram(0),
                () -> numbers().mapToDouble(n -> n).histogram(new double[] {1}),
                () -> numbers().treeReduce(Integer::sum, 0));
        programs.forEach(program -> assertThatThrownBy(program).isInstanceOf(IllegalArgumentException.class));
    }

    @Example
    default void nothingHasNoFirstAndNoReduction() {
        Rdd<Integer> nothing = numbers().filter(n -> n > 100);

        assertThatThrownBy(nothing::first).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> nothing.reduce(Integer::sum)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> nothing.mapToDouble(n -> n).max()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Example
    default void aPartitionersFunctionSeesNullKeys() {
        PairRdd<String, Integer> pairs =
                context().parallelizePairs(List.of(new Tuple2<>(null, 1), new Tuple2<String, Integer>(null, 2)), 2);

        assertThat(pairs.reduceByKey(Integer::sum).collect()).containsExactly(new Tuple2<>(null, 3));
    }

    @Example
    default void jobsInsideTasksAreRefused() {
        Rdd<Integer> other = numbers();

        assertThatThrownBy(() -> numbers().map(n -> other.count()).collect()).isInstanceOf(StreamException.class);
    }
}
