package io.sluice.state.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.state.StateEntry;
import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStore;
import io.sluice.state.codec.ClassFit;
import io.sluice.storage.log.LocalLogStorage;
import io.sluice.storage.log.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLogTest {
    @TempDir
    Path checkpoint;

    private long committed = StatePartition.EMPTY;

    record Visits(String page, long count) {}

    private <S> StatePartition<String, S> open() {
        return new LiveStates().open(new StateId("test", "visits"), 0, new LocalLogStorage(directory()));
    }

    private static StatePartition<String, Long> open(MemoryStorage disk) {
        return new LiveStates().open(new StateId("test", "visits"), 0, disk);
    }

    private Path directory() {
        return checkpoint.resolve("state/visits/0");
    }

    private <S> void set(StatePartition<String, S> state, int from, int until, S value) {
        StateStore<String, S> store = state.begin(committed, committed + 10);
        for (int i = from; i < until; i++) {
            store.entry("key-" + i).set(value);
        }
        state.prepare();
        state.force();
        committed += 10;
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(checkpoint)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whenAFewOfManyKeysChangeInEachBatch_thenTheDirectoryDoesNotGrow() throws IOException {
        StatePartition<String, Long> state = open();
        set(state, 0, 20_000, 1L);
        long most = 0;
        for (int batch = 0; batch < 2_000; batch++) {
            int first = batch * 200 % 20_000;
            set(state, first, first + 200, (long) batch);
            most = Math.max(most, bytes());
        }

        long content = 20_000 * 14;
        assertThat(most).isLessThan(5 * content + (2 << 20));
        state.close();
        assertThat(this.<Long>open().begin(committed, committed + 1).size()).isEqualTo(20_000);
    }

    @Test
    void whenABatchIsPrepared_thenItIsOnTheDiskOnlyWhenItWasForced() {
        for (int seed = 0; seed < 20; seed++) {
            MemoryStorage disk = new MemoryStorage();
            StatePartition<String, Long> state = open(disk);
            state.begin(StatePartition.EMPTY, 10).entry("forced").set(1L);
            state.prepare();
            assertThat(disk.forces).as("forces before the first").isZero();
            state.force();
            state.begin(10, 20).entry("not forced").set(1L);
            state.prepare();

            disk.crash(new Random(seed));
            StatePartition<String, Long> after = open(disk);

            assertThat(after.begin(10, 20).entry("forced").value())
                    .as("seed %d", seed)
                    .isEqualTo(1L);
        }
    }

    @Test
    void whenTheDiskRefusesToForce_thenTheBatchMayBePreparedAndNobodyIsToldThatItIsDurable() {
        MemoryStorage disk = new MemoryStorage();
        StatePartition<String, Long> state = open(disk);
        state.begin(StatePartition.EMPTY, 10).entry("key").set(1L);
        state.prepare();
        disk.failForces(true);
        assertThatThrownBy(state::force).hasMessageStartingWith("CHECKPOINT_FAILED: ");

        disk.failForces(false); // it may have dropped what it could not write

        assertThatThrownBy(state::force).hasMessageStartingWith("CHECKPOINT_FAILED: ");
    }

    @Test
    void whenItIsClosed_thenNobodyIsToldThatItIsDurable() {
        StatePartition<String, Long> state = open();
        set(state, 0, 1, 1L);
        state.close();

        assertThatThrownBy(state::force).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenNothingChanges_thenNothingIsWritten() throws IOException {
        StatePartition<String, Long> state = open();
        set(state, 0, 100, 1L);
        long before = bytes();

        set(state, 0, 0, 1L);
        state.begin(committed, committed + 10).entry("key-1").value();
        state.prepare();
        state.force();

        assertThat(bytes()).isEqualTo(before);
    }

    @Test
    void whenAValueWasChangedInPlaceByAnAttemptThatFails_thenTheNextOneSeesItAsItWas() {
        StatePartition<String, List<Integer>> state = open();
        set(state, 0, 3, new ArrayList<>(List.of(1)));

        StateEntry<String, List<Integer>> entry =
                state.begin(committed, committed + 10).entry("key-1");
        entry.value().add(2);
        entry.set(entry.value());
        state.abort();

        assertThat(state.begin(committed, committed + 10).entry("key-1").value())
                .containsExactly(1);
    }

    @Test
    void whenAPreparedBatchThatChangedInPlaceDoesNotCount_thenTheNextOneSeesTheStateBefore() {
        StatePartition<String, List<Integer>> state = open();
        set(state, 0, 3, new ArrayList<>(List.of(1)));
        long before = committed;
        StateEntry<String, List<Integer>> entry =
                state.begin(before, before + 10).entry("key-1");
        entry.value().add(2);
        entry.set(entry.value());
        state.prepare();

        StateStore<String, List<Integer>> again = state.begin(before, before + 20);

        assertThat(again.entry("key-1").value()).containsExactly(1);
    }

    @Test
    void whenAValueCannotBeWritten_thenTheBatchFailsAndTheNextOneStandsOnTheOneBefore() {
        StatePartition<String, Object> state = open();
        set(state, 0, 3, (Object) "old");
        StateStore<String, Object> store = state.begin(committed, committed + 10);
        store.entry("key-0").set("new");
        store.entry("key-1").set(new Thread("not a value"));

        assertThatThrownBy(state::prepare).hasMessageContaining("RECORD_NOT_SERIALIZABLE");
        state.abort();

        StateStore<String, Object> next = state.begin(committed, committed + 20);
        assertThat(next.entry("key-0").value()).isEqualTo("old");
        next.entry("key-0").set(new Visits("home", 1));
        state.prepare();
        committed += 20;
        state.close();
        assertThat(open().begin(committed, committed + 1).entry("key-0").value())
                .isEqualTo(new Visits("home", 1));
    }

    @Test
    void whenAVersionIsLargerThanAFrame_thenItIsReadAsAWhole() {
        StatePartition<String, String> state = open();
        set(state, 0, 3_000, "v".repeat(1_000));
        state.close();

        assertThat(this.<String>open().begin(committed, committed + 1).size()).isEqualTo(3_000);
    }

    @Test
    void whenOnlySomeFramesOfALargeVersionWereWritten_thenItIsAsIfItHadNotBegun() throws IOException {
        StatePartition<String, String> state = open();
        set(state, 0, 10, "small");
        long before = committed;
        set(state, 0, 3_000, "v".repeat(1_000));
        state.close();
        Path segment = segments().get(segments().size() - 1);
        try (var channel = Files.newByteChannel(segment, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(segment) - 100);
        }

        StateStore<String, String> again = this.<String>open().begin(before, before + 10);

        assertThat(again.size()).isEqualTo(10);
        assertThat(again.entry("key-9").value()).isEqualTo("small");
    }

    @Test
    void whenTheVersionThatCountsIsCutOff_thenItIsSaidToBeLost() throws IOException {
        StatePartition<String, String> state = open();
        set(state, 0, 3_000, "v".repeat(1_000));
        state.close();
        Path segment = segments().get(0);
        try (var channel = Files.newByteChannel(segment, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(segment) - 100);
        }

        assertThatThrownBy(() -> open().begin(committed, committed + 10))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_LOST))
                .hasMessageContaining("operator 'visits', partition 0")
                .hasMessageContaining(directory().toString());
    }

    @Test
    void whenASegmentThatIsNeededIsGone_thenItIsSaidToBeLost() throws IOException {
        StatePartition<String, Long> state = open();
        set(state, 0, 60_000, 1L);
        set(state, 0, 100, 2L);
        set(state, 0, 100, 3L);
        state.close();
        assertThat(segments()).hasSizeGreaterThan(1);
        Files.delete(segments().get(0));

        assertThatThrownBy(() -> open().begin(committed, committed + 10)).hasMessageContaining("STATE_LOST");
        assertThat(new StateFiles(new LocalLogStorage(checkpoint))
                        .content("visits", 0)
                        .whole())
                .isFalse();
    }

    @Test
    void whenABitIsFlipped_thenTheFileIsNamedAndNothingIsRead() throws IOException {
        StatePartition<String, Object> state = open();
        set(state, 0, 50, (Object) new Visits("home", 1));
        set(state, 0, 50, (Object) new Visits("home", 2));
        state.close();
        Random random = new Random(5);
        for (Path file : List.of(segments().get(0), directory().resolve("classes"))) {
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < 60; i++) {
                byte[] damaged = content.clone();
                damaged[random.nextInt(content.length / 2)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);

                assertThatThrownBy(() -> open().begin(committed, committed + 10))
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining(file.toString());
            }
            Files.write(file, content);
        }
    }

    @Test
    void whenFilesAreListed_thenTheyTellKeysVersionsAndClasses() {
        StatePartition<String, Object> state = open();
        set(state, 0, 50, (Object) new Visits("home", 1));
        set(state, 40, 60, (Object) new Visits("home", 2));
        state.close();
        StateFiles files = new StateFiles(new LocalLogStorage(checkpoint));

        StateFiles.Content content = files.content("visits", 0);

        assertThat(files.operators()).containsExactly("visits");
        assertThat(files.partitions("visits")).containsExactly(0);
        assertThat(content.keys()).isEqualTo(60);
        assertThat(content.latest()).isEqualTo(committed);
        assertThat(content.versions()).isEqualTo(2);
        assertThat(content.whole()).isTrue();
        assertThat(content.findings().damage()).isEmpty();
        assertThat(files.fits("visits", getClass().getClassLoader()))
                .containsExactly(new ClassFit(Visits.class.getName(), ClassFit.Kind.SAME, ""));
        assertThat(files.fits("visits", ClassLoader.getPlatformClassLoader()))
                .containsExactly(
                        new ClassFit(Visits.class.getName(), ClassFit.Kind.INCOMPATIBLE, "the class is not there"));
    }
}
