package io.sluice.embedded.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.CallSite;
import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.Source;
import io.sluice.operator.Origin;
import io.sluice.operator.Records;
import io.sluice.serializer.RecordCodecs;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockStoreTest {
    private static final int MANY = 20_000;

    @TempDir
    Path directory;

    private final AtomicInteger computed = new AtomicInteger();
    private final AtomicBoolean diskFull = new AtomicBoolean();
    private SpillFiles files;
    private BlockStore store;
    private MemoryBudget budget;

    private BlockStore storeOf(long bytes) {
        budget = new MemoryBudget(bytes);
        files = new SpillFiles(directory, file -> new FullDisk(Files.newOutputStream(file)));
        store = new BlockStore(
                budget, files, RecordCodecs.java(BlockStoreTest.class.getClassLoader()), false, bytes / 4);
        return store;
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
            files.close();
        }
    }

    private NodeBlocks node(StorageLevel level) {
        Source<String> source = new Source<>(new Origin(0, new CallSite("words", "Words.java:7")), List::of);
        return new NodeBlocks(store, source.origin().toString(), 2, level);
    }

    private static TaskContext task() {
        return new TaskContext(0, 0, Map.of(), () -> false);
    }

    private static List<String> words(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "word-" + i).toList();
    }

    private Supplier<Records<String>> computing(List<String> words) {
        return () -> {
            computed.incrementAndGet();
            return words::iterator;
        };
    }

    private static List<String> pushed(Records<String> records) throws Exception {
        List<String> all = new ArrayList<>();
        records.forEach(all::add);
        return all;
    }

    private static List<String> pulled(Records<String> records) throws Exception {
        List<String> all = new ArrayList<>();
        records.iterator().forEachRemaining(all::add);
        return all;
    }

    static Stream<StorageLevel> levels() {
        return Stream.of(
                StorageLevel.MEMORY_ONLY,
                StorageLevel.MEMORY_ONLY_SER,
                StorageLevel.MEMORY_AND_DISK,
                StorageLevel.MEMORY_AND_DISK_SER,
                StorageLevel.OFF_HEAP,
                StorageLevel.DISK_ONLY);
    }

    @Nested
    class GivenRoom {
        @ParameterizedTest
        @MethodSource("io.sluice.embedded.block.BlockStoreTest#levels")
        void whenAPartitionIsReadTwice_thenItIsComputedOnce(StorageLevel level) throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(level);
            List<String> words = words(0, MANY);

            List<String> first = pushed(node.records(0, task(), computing(words)));
            List<String> second = pushed(node.records(0, task(), computing(words)));
            List<String> third = pulled(node.records(0, task(), computing(words)));

            assertThat(first).isEqualTo(words);
            assertThat(second).isEqualTo(words);
            assertThat(third).isEqualTo(words);
            assertThat(computed).hasValue(1);
            assertThat(node.count()).isEqualTo(1);
            assertThat(node.records()).isEqualTo(MANY);
        }

        @ParameterizedTest
        @MethodSource("io.sluice.embedded.block.BlockStoreTest#levels")
        void whenTheFirstReaderPulls_thenThePartitionIsKeptAsWell(StorageLevel level) throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(level);

            assertThat(pulled(node.records(1, task(), computing(words(0, 5))))).isEqualTo(words(0, 5));
            assertThat(pushed(node.records(1, task(), computing(words(0, 5))))).isEqualTo(words(0, 5));

            assertThat(computed).hasValue(1);
        }

        @ParameterizedTest
        @MethodSource("io.sluice.embedded.block.BlockStoreTest#levels")
        void whenAPartitionIsEmptyOrHasNulls_thenItComesBackAsItWas(StorageLevel level) throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(level);
            List<String> nulls = new ArrayList<>(words(0, 3));
            nulls.add(null);

            pushed(node.records(0, task(), computing(List.of())));
            pushed(node.records(1, task(), computing(nulls)));

            assertThat(node.isComplete()).isTrue();
            assertThat(pushed(node.records(0, task(), computing(List.of())))).isEmpty();
            assertThat(pushed(node.records(1, task(), computing(nulls)))).isEqualTo(nulls);
            assertThat(computed).hasValue(2);
        }

        @ParameterizedTest
        @MethodSource("io.sluice.embedded.block.BlockStoreTest#levels")
        void whenTheNodeIsDropped_thenMemoryAndFilesAreGivenBack(StorageLevel level) throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(level);
            pushed(node.records(0, task(), computing(words(0, MANY))));

            node.drop();

            assertThat(budget.used()).isZero();
            assertThat(store.memoryBytes()).isZero();
            assertThat(filesLeft()).isZero();
        }

        @Test
        void whenTheNodeIsDroppedUnderAReader_thenTheReaderStillGetsAllRecords() throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(StorageLevel.DISK_ONLY);
            pushed(node.records(0, task(), computing(words(0, 100))));
            Iterator<String> reading =
                    node.records(0, task(), computing(List.of())).iterator();

            node.drop();

            List<String> read = new ArrayList<>();
            reading.forEachRemaining(read::add);
            assertThat(read).isEqualTo(words(0, 100));
            assertThat(filesLeft()).isZero();
        }

        @Test
        void whenATaskEndsInTheMiddleOfABlock_thenTheBlockIsLetGo() throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY);
            TaskContext task = task();
            Iterator<String> reading =
                    node.records(0, task, computing(words(0, 100))).iterator();
            assertThat(reading.next()).isEqualTo("word-0");

            task.complete();
            node.drop();

            assertThat(budget.used()).isZero();
        }

        @Test
        void whenComputingFails_thenNothingIsKeptAndTheNextTaskComputes() throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY);
            Supplier<Records<String>> failing = () -> () -> {
                throw new IOException("no such record");
            };

            assertThatThrownBy(() -> pushed(node.records(0, task(), failing))).isInstanceOf(IOException.class);
            assertThat(pushed(node.records(0, task(), computing(words(0, 2))))).hasSize(2);

            assertThat(node.count()).isEqualTo(1);
        }

        @Test
        void whenTwoTasksWantAPartition_thenOneComputesAndTheOtherWaits() throws Exception {
            storeOf(64 << 20);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Supplier<Records<String>> slow = () -> {
                computed.incrementAndGet();
                begun.countDown();
                return () -> {
                    goOn.await();
                    return words(0, 10).iterator();
                };
            };
            ExecutorService tasks = Executors.newFixedThreadPool(2);
            try {
                Future<List<String>> first = tasks.submit(() -> pushed(node.records(0, task(), slow)));
                begun.await();
                Future<List<String>> second = tasks.submit(() -> pulled(node.records(0, task(), slow)));
                goOn.countDown();

                assertThat(first.get()).isEqualTo(words(0, 10));
                assertThat(second.get()).isEqualTo(words(0, 10));
            } finally {
                tasks.shutdownNow();
            }
            assertThat(computed).hasValue(1);
        }

        @Test
        void whenARecordDoesNotSerialise_thenALevelOfBytesSaysWhichPartOfIt() {
            storeOf(64 << 20);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY_SER);
            record Holder(Thread thread) implements java.io.Serializable {}
            Supplier<Records<Object>> threads = () ->
                    () -> List.<Object>of(new Holder(Thread.currentThread())).iterator();

            assertThatThrownBy(() -> node.records(0, task(), threads).forEach(record -> {}))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("RECORD_NOT_SERIALIZABLE")
                    .hasMessageContaining("Holder.thread");
        }
    }

    @Nested
    class GivenLittleMemory {
        @Test
        void whenAPartitionDoesNotFit_thenItsRecordsPassByOnceAndNothingIsHeld() throws Exception {
            storeOf(100_000);
            for (StorageLevel level : List.of(StorageLevel.MEMORY_ONLY, StorageLevel.MEMORY_ONLY_SER)) {
                NodeBlocks node = node(level);
                computed.set(0);

                assertThat(pushed(node.records(0, task(), computing(words(0, MANY)))))
                        .isEqualTo(words(0, MANY));
                assertThat(pulled(node.records(1, task(), computing(words(0, MANY)))))
                        .isEqualTo(words(0, MANY));

                assertThat(computed).hasValue(2);
                assertThat(node.count()).isZero();
                assertThat(budget.used()).isZero();
            }
        }

        @Test
        void whenAPartitionDoesNotFitAndTheLevelHasDisk_thenItGoesThere() throws Exception {
            storeOf(100_000);
            NodeBlocks node = node(StorageLevel.MEMORY_AND_DISK);

            List<String> first = pushed(node.records(0, task(), computing(words(0, MANY))));
            List<String> second = pulled(node.records(0, task(), computing(words(0, MANY))));

            assertThat(first).isEqualTo(words(0, MANY));
            assertThat(second).isEqualTo(words(0, MANY));
            assertThat(computed).hasValue(1);
            assertThat(budget.used()).isZero();
            assertThat(filesLeft()).isEqualTo(1);
        }

        @Test
        void whenOthersWantMemory_thenTheBlockUsedLeastRecentlyLeavesIt() throws Exception {
            storeOf(2_000_000);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY);
            pushed(node.records(0, task(), computing(words(0, 10_000))));
            pushed(node.records(1, task(), computing(words(0, 10_000))));
            pushed(node.records(0, task(), computing(words(0, 10_000))));
            long before = store.memoryBytes();

            assertThat(budget.tryReserve(2_000_000 - before + 1)).isTrue();

            assertThat(node.count()).isEqualTo(1);
            computed.set(0);
            pushed(node.records(0, task(), computing(words(0, 10_000))));
            assertThat(computed).hasValue(0);
        }

        @Test
        void whenOthersWantMemoryAndTheLevelHasDisk_thenNothingIsComputedAgain() throws Exception {
            storeOf(2_000_000);
            for (StorageLevel level : List.of(StorageLevel.MEMORY_AND_DISK, StorageLevel.MEMORY_AND_DISK_SER)) {
                NodeBlocks node = node(level);
                pushed(node.records(0, task(), computing(words(0, 10_000))));
                computed.set(0);

                assertThat(store.reserve(1_999_999, node(level))).isTrue();
                budget.release(1_999_999);

                assertThat(store.memoryBytes()).isZero();
                assertThat(pushed(node.records(0, task(), computing(List.of()))))
                        .isEqualTo(words(0, 10_000));
                assertThat(computed).hasValue(0);
            }
        }

        @Test
        void whenOthersWantMemory_thenTheProtectedPartAndBlocksBeingReadStay() throws Exception {
            storeOf(1_000_000);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY);
            Iterator<String> reading =
                    node.records(0, task(), computing(words(0, 7_000))).iterator();
            reading.next();

            boolean given = budget.tryReserve(900_000);

            assertThat(given).isFalse();
            assertThat(node.count()).isEqualTo(1);
        }

        @Test
        void whenANodeIsLargerThanMemory_thenItKeepsItsFirstPartitionsInsteadOfChasingThem() throws Exception {
            storeOf(700_000);
            NodeBlocks node = node(StorageLevel.MEMORY_ONLY);

            pushed(node.records(0, task(), computing(words(0, 7_000))));
            pushed(node.records(1, task(), computing(words(0, 7_000))));

            computed.set(0);
            pushed(node.records(0, task(), computing(words(0, 7_000))));
            assertThat(computed).hasValue(0);
        }
    }

    @Nested
    class GivenAFullDisk {
        @Test
        void whenABlockMustLeaveMemory_thenItIsDroppedAndNobodyFails() throws Exception {
            storeOf(2_000_000);
            NodeBlocks node = node(StorageLevel.MEMORY_AND_DISK);
            pushed(node.records(0, task(), computing(words(0, 10_000))));
            diskFull.set(true);

            assertThat(budget.tryReserve(1_500_000)).isTrue();

            assertThat(node.count()).isZero();
            assertThat(filesLeft()).isZero();
        }

        @Test
        void whenABlockIsAllThereIs_thenItStaysInMemory() throws Exception {
            storeOf(2_000_000);
            NodeBlocks node = node(StorageLevel.MEMORY_AND_DISK);
            pushed(node.records(0, task(), computing(words(0, 10_000))));
            node.makeIrreplaceable();
            diskFull.set(true);

            assertThat(budget.tryReserve(1_500_000)).isFalse();

            assertThat(node.count()).isEqualTo(1);
        }

        @Test
        void whenAPartitionFitsNowhere_thenItIsJustNotKept() throws Exception {
            storeOf(100_000);
            NodeBlocks node = node(StorageLevel.MEMORY_AND_DISK);
            diskFull.set(true);

            assertThat(pushed(node.records(0, task(), computing(words(0, MANY)))))
                    .isEqualTo(words(0, MANY));
            assertThat(pulled(node.records(0, task(), computing(words(0, MANY)))))
                    .isEqualTo(words(0, MANY));

            assertThat(node.count()).isZero();
            assertThat(budget.used()).isZero();
            assertThat(filesLeft()).isZero();
        }

        @Test
        void whenDiskIsTheOnlyPlace_thenTheErrorSaysThatItIsFull() {
            storeOf(100_000);
            NodeBlocks node = node(StorageLevel.DISK_ONLY);
            diskFull.set(true);

            assertThatThrownBy(() -> pushed(node.records(0, task(), computing(words(0, MANY)))))
                    .isInstanceOfSatisfying(
                            StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                    .hasMessageContaining(directory.toString());
            assertThat(filesLeft()).isZero();
        }
    }

    @Test
    void whenABlockOnDiskIsDamaged_thenReadingItSaysSo() throws Exception {
        storeOf(100_000);
        NodeBlocks node = node(StorageLevel.DISK_ONLY);
        pushed(node.records(0, task(), computing(words(0, MANY))));
        Path file = allFiles().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> pushed(node.records(0, task(), computing(List.of()))))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(file.toString());
    }

    private int filesLeft() {
        try {
            return allFiles().size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Path> allFiles() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** A disk that is full when the test says so. */
    private final class FullDisk extends FilterOutputStream {
        FullDisk(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (diskFull.get()) {
                throw new IOException("No space left on device");
            }
            out.write(bytes, from, length);
        }
    }
}
