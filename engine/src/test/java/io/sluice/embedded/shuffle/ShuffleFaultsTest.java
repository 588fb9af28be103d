package io.sluice.embedded.shuffle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.Aggregator;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ShuffleFaultsTest {
    private static final long SMALL = 40_000;
    private static final long LARGE = 1L << 30;

    static List<Tuple2<String, Integer>> pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Tuple2<>("key number " + i, i))
                .toList();
    }

    private List<Tuple2<Object, Object>> rows(MapOutput output) throws Exception {
        return run.<Object, Object>reduce(List.of(output), 1, null, null).get(0);
    }

    /** A partitioner that answers what no partitioner may. */
    static final class Negative extends Partitioner {
        @Override
        public int numPartitions() {
            return 3;
        }

        @Override
        public int getPartition(Object key) {
            return -1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Negative;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Lets so many bytes through, then there is no space left. */
    static SpillFiles.Opener diskOf(int bytes) {
        int[] left = {bytes};
        return file -> new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                left[0] -= length;
                if (left[0] < 0) {
                    throw new IOException("No space left on device");
                }
                out.write(content, offset, length);
            }
        };
    }

    ShuffleRun run = new ShuffleRun(SMALL);

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.endTasks();
        assertThat(run.budget.used()).isZero();
        assertThat(run.filesLeft()).isZero();
        run.close();
    }

    void given(ShuffleRun other) throws IOException {
        run.close();
        run = other;
    }

    @Nested
    class GivenAPartitionerOutOfRange {
        @Test
        void rowsAreRefused_namingPartitionerKeyAndBounds() {
            assertThatThrownBy(() -> run.map(new Negative(), null, pairs(1)))
                    .isInstanceOfSatisfying(StreamException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.PARTITION_OUT_OF_RANGE);
                        assertThat(e.problem())
                                .isEqualTo(Negative.class.getName()
                                        + " gives partition -1 for key 'key number 0': there are partitions 0 to 2.");
                    });
        }

        @Test
        void combinedValuesAreRefusedToo_alsoWhenTheySpill() {
            Aggregator<Integer, Integer> sum = Aggregator.reducing(Integer::sum);

            assertThatThrownBy(() -> run.map(new Negative(), sum, pairs(1))).hasMessageContaining("partition -1");
            assertThatThrownBy(() -> run.map(new Negative(), sum, pairs(10_000)))
                    .hasMessageContaining("partition -1");
        }
    }

    @Test
    void anArrayCannotBeHashedToAPartition() {
        assertThatThrownBy(() -> run.map(2, null, List.of(new Tuple2<>(new int[] {1}, 1))))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_WITHOUT_EQUALS));
    }

    @Test
    void whenAFunctionThrowsAfterSpills_thenNoFileIsLeft() {
        Aggregator<Integer, Integer> fragile = new Aggregator<>(
                value -> {
                    if (value == 9_999) {
                        throw new IOException("the user's own");
                    }
                    return value;
                },
                Integer::sum,
                Integer::sum,
                true);

        assertThatThrownBy(() -> run.map(2, fragile, pairs(10_000)))
                .isInstanceOf(IOException.class)
                .hasMessage("the user's own");

        assertThat(run.resources.spills().filesWritten()).isPositive();
    }

    @Test
    void whenAFunctionThrowsWhileReading_thenNoFileOfTheReaderIsLeft() throws Exception {
        Aggregator<Integer, Integer> fragile = new Aggregator<>(
                value -> {
                    if (value == 9_999) {
                        throw new IllegalStateException("the user's own");
                    }
                    return value;
                },
                Integer::sum,
                Integer::sum,
                false);
        MapOutput output = run.map(1, fragile, pairs(10_000));

        assertThatThrownBy(() -> run.reader(List.of(output), 0, fragile, null).forEach(pair -> {}))
                .hasMessage("the user's own");

        output.free();
        assertThat(run.filesLeft()).isZero();
    }

    @Test
    void whenATaskEndsBeforeItHasReadAll_thenItsFilesAndMemoryAreFreed() throws Exception {
        MapOutput output = run.map(1, null, pairs(10_000));
        Iterator<Tuple2<String, Integer>> records = run.<String, Integer>reader(
                        List.of(output), 0, null, Comparator.naturalOrder())
                .iterator();
        records.next();

        output.free();
        run.endTasks();

        assertThat(run.filesLeft()).isZero();
        assertThat(run.budget.used()).isZero();
    }

    @Nested
    class GivenAFullDisk {
        @Test
        void aSpillingTaskFails_andLeavesNothing() throws Exception {
            given(new ShuffleRun(SMALL, false, diskOf(20_000)));

            assertThatThrownBy(() -> run.map(2, null, pairs(20_000)))
                    .isInstanceOfSatisfying(StreamException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
                        assertThat(e.problem()).contains(run.directory.toString());
                    });
        }

        @Test
        void aReducerThatSpillsFails_andItsInputIsStillThere() throws Exception {
            given(new ShuffleRun(2_000_000, false, diskOf(0)));
            List<Tuple2<String, Integer>> input = pairs(8_000);
            MapOutput output = run.map(1, null, input);
            run.budget.tryReserve(run.budget.limit() - run.budget.used());
            long reserved = run.budget.used() - output.bytes();

            assertThatThrownBy(() -> run.<String, Integer>reader(List.of(output), 0, null, Comparator.naturalOrder())
                            .forEach(pair -> {}))
                    .isInstanceOfSatisfying(
                            StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));

            assertThat(rows(output)).isEqualTo(input);
            output.free();
            run.budget.release(reserved);
        }

        @Test
        void anOutputThatCannotBePushedToDiskStaysInMemory() throws Exception {
            given(new ShuffleRun(LARGE, false, diskOf(100)));
            List<Tuple2<String, Integer>> input = pairs(8_000);
            MapOutput output = run.map(1, null, input);

            assertThatThrownBy(output::spill)
                    .isInstanceOfSatisfying(
                            StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
            boolean granted = run.budget.tryReserve(LARGE);

            assertThat(granted).isFalse();
            assertThat(rows(output)).isEqualTo(input);
            output.free();
        }
    }

    @Nested
    class GivenOutputsWaitingInMemory {
        @Test
        void theyMakeRoomForOthers() throws Exception {
            given(new ShuffleRun(LARGE));
            MapOutput output = run.map(1, null, pairs(10_000));
            assertThat(output.bytes()).isPositive();

            boolean granted = run.budget.tryReserve(LARGE);

            assertThat(granted).isTrue();
            assertThat(output.bytes()).isZero();
            assertThat(rows(output)).isEqualTo(pairs(10_000));
            output.free();
            run.budget.release(LARGE);
        }

        @Test
        void whileOneIsReadItStays() throws Exception {
            given(new ShuffleRun(LARGE));
            MapOutput output = run.map(1, null, pairs(10_000));
            Iterator<Tuple2<String, Integer>> reading =
                    run.<String, Integer>reader(List.of(output), 0, null, null).iterator();
            reading.next();

            assertThat(output.spill()).isZero();

            reading.forEachRemaining(pair -> {});
            assertThat(output.spill()).isPositive();
            output.free();
        }

        @Test
        void recordsThatDoNotSerialiseStayToo() throws Exception {
            given(new ShuffleRun(LARGE));
            List<Tuple2<String, Object>> input = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                input.add(new Tuple2<>("k" + i, new Thread("never started")));
            }
            MapOutput output = run.map(1, null, input);

            assertThat(run.budget.tryReserve(LARGE)).isFalse();

            assertThat(rows(output)).isEqualTo(input);
            output.free();
        }

        @Test
        void freeingTwiceIsFreeingOnce() throws Exception {
            MapOutput output = run.map(1, null, pairs(10));

            output.free();
            output.free();

            assertThat(run.budget.used()).isZero();
            assertThatThrownBy(() -> run.reduce(List.of(output), 1, null, null))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void withTheCopySwitch_aReusedObjectDoesNoHarm() throws Exception {
        given(new ShuffleRun(LARGE, true));
        int[] reused = {0};
        ShuffleWriter<String, int[]> writer =
                new ShuffleWriter<>(run.resources, new io.sluice.HashPartitioner(1), null);
        for (int i = 0; i < 3; i++) {
            reused[0] = i;
            writer.accept(new Tuple2<>("k", reused));
        }
        MapOutput output = writer.finish();

        List<Integer> seen = new ArrayList<>();
        run.<String, int[]>reader(List.of(output), 0, null, null).forEach(pair -> seen.add(pair._2()[0]));

        assertThat(seen).containsExactly(0, 1, 2);
        output.free();
    }

    @Test
    void aDamagedSpillFileIsNoticed() throws Exception {
        given(new ShuffleRun(LARGE));
        MapOutput output = run.map(1, null, pairs(10_000));
        output.spill();
        Path file;
        try (var files = Files.walk(run.directory)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes);
        }

        assertThatThrownBy(() -> run.reduce(List.of(output), 1, null, null))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("damaged block");
        output.free();
    }
}
