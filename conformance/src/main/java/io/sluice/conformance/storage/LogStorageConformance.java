package io.sluice.conformance.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.Position;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every storage does this. */
public abstract class LogStorageConformance {
    private static final int HISTORIES = 5;
    private static final int STEPS = 40;

    /** Another object for the same directory, which is not there before a test. */
    protected abstract LogStorage open() throws IOException;

    // ---- files

    @Test
    void aDirectoryIsThereWhenSomethingWasWritten() throws IOException {
        LogStorage storage = open();
        LogStorage below = storage.below("state/counts");
        assertThat(storage.list()).isEmpty();
        assertThat(below.list()).isEmpty();

        append(below, "0/changes", "some");

        assertThat(storage.list()).containsExactly("state");
        assertThat(below.list()).containsExactly("0");
        assertThat(below.location()).isEqualTo(storage.location() + "/state/counts");
        assertThat(content(open(), "state/counts/0/changes")).isEqualTo("some");
        assertThat(open().below("state/counts/0/changes").list())
                .as("what is in a file")
                .isEmpty();
    }

    @Test
    void aFileGoesOnWhereItEnded() throws IOException {
        append(open(), "file", "one");
        append(open(), "file", "");
        append(open(), "file", "two");

        assertThat(content(open(), "file")).isEqualTo("onetwo");
    }

    @Test
    void aFileIsCutReplacedAndDeleted() throws IOException {
        LogStorage storage = open();
        append(storage, "file", "one two");
        storage.truncate("file", 3);
        assertThat(content(storage, "file")).isEqualTo("one");

        storage.replace("file", utf8("another"));
        assertThat(content(storage, "file")).isEqualTo("another");
        assertThat(storage.list()).containsExactly("file");

        storage.delete("file");
        storage.delete("file");
        assertThat(storage.list()).isEmpty();
        assertThatThrownBy(() -> storage.read("file")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDirectoryIsDeletedWithAllInIt() throws IOException {
        LogStorage storage = open();
        append(storage, "a/b/c", "x");
        append(storage, "a/d", "x");

        storage.delete("a");

        assertThat(storage.list()).isEmpty();
    }

    @Test
    void whatACrashLeftOfAReplacementIsNotSeen() throws IOException {
        LogStorage storage = open();
        append(storage, "meta.json.unfinished", "half");

        assertThat(storage.list()).isEmpty();
        storage.replace("meta.json", utf8("whole"));
        assertThat(content(storage, "meta.json")).isEqualTo("whole");
    }

    @Test
    void whatWasAppendedIsReadHere_andElsewhereWhenItWasForced() throws IOException {
        LogStorage storage = open();
        try (LogStorage.AppendFile file = storage.append("file")) {
            file.append(utf8("one"));
            assertThat(content(storage, "file")).isEqualTo("one");
            file.append(utf8(" two"), utf8(" three"));
            file.force();
            assertThat(content(open(), "file")).isEqualTo("one two three");
            assertThat(file.length()).isEqualTo(13);
        }
    }

    @Test
    void aFileThatIsNotThereIsSettled() throws IOException {
        open().settle("file");

        assertThat(open().list()).isEmpty();
    }

    @Test
    void anInterruptedThreadReadsAndWritesAsOthersDo() throws IOException {
        LogStorage storage = open();
        Thread.currentThread().interrupt();
        try (LogStorage.AppendFile file = storage.append("file")) {
            file.append(utf8("one "));
            Thread.currentThread().interrupt();
            file.append(utf8("two"));
            file.force();
        }
        assertThat(content(storage, "file")).isEqualTo("one two");

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }

    @Test
    void randomHistoriesOfFilesAgreeWithAMap() throws IOException {
        long seed = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            new FileHistory(new Random(seed + i), "history" + i, "seed " + (seed + i)).run();
        }
    }

    /** Does the same to files and to a map of their contents. */
    private final class FileHistory {
        private static final int LARGE = 300_000;

        private final Random random;
        private final String directory;
        private final String name;
        private final Map<String, byte[]> expected = new TreeMap<>();
        private LogStorage storage;

        FileHistory(Random random, String directory, String name) throws IOException {
            this.random = random;
            this.directory = directory;
            this.name = name;
            this.storage = open().below(directory);
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                step("file" + random.nextInt(2));
                if (random.nextInt(4) == 0) {
                    storage = open().below(directory);
                }
                assertThat(storage.list()).as(name).containsExactlyElementsOf(expected.keySet());
                for (Map.Entry<String, byte[]> file : expected.entrySet()) {
                    assertThat(bytes(storage, file.getKey()))
                            .as("%s, %s after step %d", name, file.getKey(), step)
                            .isEqualTo(file.getValue());
                }
            }
        }

        private void step(String file) throws IOException {
            byte[] before = expected.get(file);
            switch (random.nextInt(8)) {
                case 0 -> {
                    storage.delete(file);
                    expected.remove(file);
                }
                case 1 -> {
                    byte[] content = content();
                    storage.replace(file, ByteBuffer.wrap(content));
                    expected.put(file, content);
                }
                case 2, 3 -> {
                    if (before != null) {
                        int length = random.nextInt(before.length + 1);
                        storage.truncate(file, length);
                        expected.put(file, Arrays.copyOf(before, length));
                    }
                }
                default -> appendAll(file, before == null ? new byte[0] : before);
            }
        }

        private void appendAll(String file, byte[] before) throws IOException {
            byte[] all = before;
            try (LogStorage.AppendFile open = storage.append(file)) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    assertThat(open.length()).as(name).isEqualTo(all.length);
                    byte[] content = content();
                    open.append(ByteBuffer.wrap(content));
                    int length = all.length;
                    all = Arrays.copyOf(all, length + content.length);
                    System.arraycopy(content, 0, all, length, content.length);
                    if (random.nextBoolean()) {
                        open.force();
                    }
                }
                open.force();
            }
            expected.put(file, all);
        }

        private byte[] content() {
            byte[] content = new byte[random.nextInt(random.nextInt(5) == 0 ? LARGE : 100)];
            random.nextBytes(content);
            return content;
        }
    }

    // ---- logs

    @Test
    void randomHistoriesOfALogAgreeWithAList() throws IOException {
        long seed = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            logHistory(new Random(seed + i), "log" + i, "seed " + (seed + i));
        }
    }

    private void logHistory(Random random, String directory, String name) throws IOException {
        List<String> expected = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        SegmentSettings small = new SegmentSettings(400, 1024);
        SegmentLog log = SegmentLog.open(open().below(directory), small);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    log.close();
                    List<String> found = new ArrayList<>();
                    log = SegmentLog.open(
                            open().below(directory), small, (position, content) -> found.add(text(content)));
                    assertThat(found).as(name).isEqualTo(expected);
                }
                case 1 -> {
                    int keep = random.nextInt(expected.size() + 1);
                    if (keep < expected.size()) {
                        log.truncate(positions.get(keep));
                        expected.subList(keep, expected.size()).clear();
                        positions.subList(keep, positions.size()).clear();
                    }
                }
                case 2 -> log.force();
                default -> {
                    String frame = "frame " + step + "x".repeat(random.nextInt(200));
                    positions.add(log.append(utf8(frame)));
                    expected.add(frame);
                }
            }
            if (!expected.isEmpty()) {
                int any = random.nextInt(expected.size());
                assertThat(text(log.read(positions.get(any)))).as(name).isEqualTo(expected.get(any));
            }
        }
        log.close();
    }

    // ---- the lock

    @Test
    void aLockHasOneOwnerAndIsFreeAfterwards() throws IOException {
        Closeable first = open().lock("lock");
        assertThatThrownBy(() -> open().lock("lock"))
                .isInstanceOf(LogStorage.AlreadyLockedException.class)
                .hasMessageContaining("is locked by");
        first.close();
        first.close();

        open().lock("lock").close();
    }

    // ---- for those who extend this

    protected static void append(LogStorage storage, String name, String content) throws IOException {
        try (LogStorage.AppendFile file = storage.append(name)) {
            file.append(utf8(content));
        }
    }

    protected static String content(LogStorage storage, String name) throws IOException {
        return new String(bytes(storage, name), UTF_8);
    }

    private static byte[] bytes(LogStorage storage, String name) throws IOException {
        try (LogStorage.ReadFile file = storage.read(name)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.length() + 1);
            assertThat(file.read(content, 0)).isEqualTo((int) file.length());
            return Arrays.copyOf(content.array(), content.position());
        }
    }

    protected static ByteBuffer utf8(String text) {
        return UTF_8.encode(text);
    }

    protected static String text(ByteBuffer content) {
        return UTF_8.decode(content).toString();
    }
}
