package io.sluice.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to the local disk; what every storage does is specified in the module conformance. */
class LocalLogStorageTest {
    @TempDir
    Path directory;

    private LogStorage storage;

    @BeforeEach
    void open() {
        storage = new LocalLogStorage(directory.resolve("checkpoint"));
    }

    @Test
    void aDirectoryIsMadeWhenSomethingIsWritten() throws IOException {
        LogStorage below = storage.below("state/counts");
        assertThat(below.list()).isEmpty();
        assertThat(directory).isEmptyDirectory();

        try (LogStorage.AppendFile file = below.append("0/changes")) {
            file.append(utf8("some"));
            file.force();
        }

        assertThat(storage.list()).containsExactly("state");
        assertThat(below.location())
                .isEqualTo(directory.resolve("checkpoint/state/counts").toString());
        assertThat(directory.resolve("checkpoint/state/counts/0/changes")).hasContent("some");
    }

    @Test
    void interruptsAtAnyMomentLoseAndRepeatNothing() throws Exception {
        AtomicInteger appended = new AtomicInteger();
        List<IOException> failures = new ArrayList<>();
        Thread writer = new Thread(() -> {
            try (LogStorage.AppendFile file = storage.append("file")) {
                for (int i = 0; i < 2000; i++) {
                    appended.set(i);
                    file.append(utf8("%06d ".formatted(i)));
                    if (i % 10 == 0) {
                        file.force();
                    }
                }
            } catch (IOException failed) {
                failures.add(failed);
            }
        });
        writer.start();
        int interruptedAt = 0;
        while (writer.isAlive()) {
            if (appended.get() > interruptedAt) { // once an append, or nothing would ever be done
                interruptedAt = appended.get();
                writer.interrupt();
            }
        }

        assertThat(failures).isEmpty();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            expected.append("%06d ".formatted(i));
        }
        assertThat(content("file")).isEqualTo(expected.toString());
    }

    @Test
    void aFileIsForcedByOneThreadWhileAnotherThatIsInterruptedAppends() throws Exception {
        try (LogStorage.AppendFile file = storage.append("file")) {
            AtomicBoolean done = new AtomicBoolean();
            List<IOException> failures = new ArrayList<>();
            Thread forcing = new Thread(() -> {
                while (!done.get()) {
                    try {
                        file.force();
                    } catch (IOException failed) {
                        failures.add(failed);
                    }
                }
            });
            forcing.start();
            for (int i = 0; i < 500; i++) {
                Thread.currentThread().interrupt();
                file.append(utf8("x"));
            }
            assertThat(Thread.interrupted()).isTrue();
            done.set(true);
            forcing.join();

            assertThat(failures).isEmpty();
        }
        assertThat(content("file")).isEqualTo("x".repeat(500));
    }

    @Test
    void aLockHasOneOwnerAndIsFreeAfterwards() throws IOException {
        Closeable first = storage.lock("lock");
        assertThatThrownBy(() -> new LocalLogStorage(directory.resolve("checkpoint")).lock("lock"))
                .isInstanceOf(LogStorage.AlreadyLockedException.class)
                .hasMessageContaining("is locked by this process");
        first.close();
        first.close();

        storage.lock("lock").close();
        assertThat(storage.list()).containsExactly("lock");
    }

    @Test
    void aLockHoldsOffOtherProcesses() throws Exception {
        Path file = directory.resolve("checkpoint/lock");
        try (Closeable held = storage.lock("lock")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> storage.lock("lock")).isInstanceOf(LogStorage.AlreadyLockedException.class);

            assertThat(lockFromAnotherProcess(file)).as("also after a refusal").isEqualTo("refused");
        }
        assertThat(lockFromAnotherProcess(file)).isEqualTo("taken");
    }

    @Test
    void theMarkOfAProcessThatDiedIsNoLock() throws IOException {
        append("lock", "");
        append("lock.999999-1", "");

        storage.lock("lock").close();

        assertThat(storage.list()).containsExactly("lock");
    }

    private static String lockFromAnotherProcess(Path file) throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String answer = new String(other.getInputStream().readAllBytes(), UTF_8).trim();
        other.waitFor();
        return answer;
    }

    /** Tries the lock, and says how it went. */
    static final class OtherProcess {
        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            try (Closeable lock = new LocalLogStorage(file.getParent())
                    .lock(file.getFileName().toString())) {
                System.out.println(lock == null ? "nothing" : "taken");
            } catch (LogStorage.AlreadyLockedException refused) {
                System.out.println(refused.getMessage().contains("process " + parent()) ? "refused" : refused);
            }
        }

        private static long parent() {
            return ProcessHandle.current().parent().orElseThrow().pid();
        }
    }

    @Test
    void aLogSurvivesOnALocalDisk() throws IOException {
        try (SegmentLog log = SegmentLog.open(storage, new SegmentSettings(1000, 1024))) {
            for (int i = 0; i < 100; i++) {
                log.append(utf8("frame " + i));
            }
            log.force();
        }
        Files.write(directory.resolve("checkpoint/0000000000000001.seg.bak"), new byte[3]);

        List<String> frames = new ArrayList<>();
        SegmentLog.open(storage, SegmentSettings.DEFAULT, (position, content) -> frames.add(text(content)))
                .close();

        assertThat(frames).hasSize(100).startsWith("frame 0").endsWith("frame 99");
    }

    private void append(String name, String content) throws IOException {
        try (LogStorage.AppendFile file = storage.append(name)) {
            file.append(utf8(content));
        }
    }

    private String content(String name) throws IOException {
        try (LogStorage.ReadFile file = storage.read(name)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.length() + 1);
            assertThat(file.read(content, 0)).isEqualTo((int) file.length());
            return text(content.flip());
        }
    }

    private static ByteBuffer utf8(String text) {
        return UTF_8.encode(text);
    }

    private static String text(ByteBuffer content) {
        return UTF_8.decode(content).toString();
    }
}
