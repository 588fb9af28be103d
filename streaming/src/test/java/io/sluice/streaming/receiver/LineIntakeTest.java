package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.TaskContext;
import io.sluice.streaming.Time;
import io.sluice.time.SystemClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineIntakeTest {
    final OpenText text = new OpenText();
    final BlockBuffer<String> buffer = new BlockBuffer<>(
            "socket localhost:9999",
            new ReceiveBudget(0),
            new RateLimit(Long.MAX_VALUE, new CancellableWait(new SystemClock())),
            Optional.empty());

    LineIntakeTest() {
        buffer.intake().register(text);
    }

    @Property(tries = 200)
    void findsTheLinesHoweverTheBytesCome(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int mostBytes)
            throws Exception {
        List<String> lines = randomLines(new Random(seed), 400);
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);

        intake().receiveAll(inPieces(bytes, mostBytes, new Random(seed)));

        ReceivedBlocks<String> blocks = buffer.plan(new Time(0));
        assertThat(pushed(blocks)).isEqualTo(lines);
        assertThat(pulled(blocks)).isEqualTo(lines);
        assertThat(blocks.records()).isEqualTo(lines.size());
    }

    @Property(tries = 200)
    void countsAndFindsLineFeedsAsByteByByte(@ForAll byte[] bytes, @ForAll @IntRange(min = 0, max = 9) int skipped) {
        int from = Math.min(skipped, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] % 3 == 0 ? (byte) '\n' : bytes[i];
        }
        int feeds = 0;
        int first = bytes.length;
        for (int i = bytes.length - 1; i >= from; i--) {
            feeds += bytes[i] == '\n' ? 1 : 0;
            first = bytes[i] == '\n' ? i : first;
        }

        assertThat(LineEnds.count(bytes, from, bytes.length)).isEqualTo(feeds);
        assertThat(LineEnds.next(bytes, from, bytes.length)).isEqualTo(first);
    }

    @Test
    void aCarriageReturnBeforeALineFeedIsNotPartOfTheLine() throws Exception {
        intake().receiveAll(new ByteArrayInputStream("a\r\n\r\n\nb\rc\r".getBytes(StandardCharsets.UTF_8)));

        assertThat(pulled(buffer.plan(new Time(0)))).containsExactly("a", "", "", "b\rc");
    }

    @Test
    void bytesThatAreNoUtf8BecomeReplacementCharacters() throws Exception {
        intake().receiveAll(new ByteArrayInputStream(new byte[] {'a', (byte) 0xFF, 'b', '\n', (byte) 0xC3, '\n'}));

        assertThat(pulled(buffer.plan(new Time(0)))).containsExactly("a\uFFFDb", "\uFFFD");
    }

    @Test
    void linesAreAvailableBeforeTheStreamEnds() throws Exception {
        LineIntake intake = intake();
        InputStream broken = new InputStream() {
            private final byte[] bytes = "whole\nbegun".getBytes(StandardCharsets.UTF_8);
            private int next;

            @Override
            public int read() throws IOException {
                if (next == bytes.length) {
                    throw new IOException("reset");
                }
                return bytes[next++];
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                into[offset] = (byte) read();
                return 1;
            }
        };

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> intake.receiveAll(broken))
                .isInstanceOf(IOException.class);

        assertThat(pulled(buffer.plan(new Time(0)))).containsExactly("whole");
        assertThat(intake.unfinished()).isEqualTo("begun".length());
    }

    @Test
    void theBytesOfPlannedBlocksCountUntilTheirBatchIsForgotten() throws Exception {
        ReceiveBudget budget = new ReceiveBudget(1_000);
        BlockBuffer<String> small =
                new BlockBuffer<>("socket", budget, buffer.intake().rate(), Optional.empty());
        small.intake().register(text);
        new LineIntake("localhost:9999", text, small.intake())
                .receiveAll(new ByteArrayInputStream(new byte[] {'a', '\n'}));

        small.plan(new Time(1_000));
        small.batchDone(new Time(1_000));
        long done = budget.used();
        small.forget(new Time(1_000));

        assertThat(done).isEqualTo(2);
        assertThat(budget.used()).isZero();
    }

    private LineIntake intake() {
        return new LineIntake("localhost:9999", text, buffer.intake());
    }

    private static List<String> randomLines(Random random, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(40);
            lines.add("ä".repeat(length % 3) + "x".repeat(length));
        }
        return lines;
    }

    private static InputStream inPieces(byte[] bytes, int mostBytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(mostBytes)));
            }
        };
    }

    private static TaskContext task() {
        return new TaskContext(0, 0, Map.of(), () -> false);
    }

    private static List<String> pushed(ReceivedBlocks<String> blocks) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Block<String> block : blocks.blocks()) {
            block.read(task()).forEach(lines::add);
        }
        return lines;
    }

    private static List<String> pulled(ReceivedBlocks<String> blocks) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Block<String> block : blocks.blocks()) {
            Iterator<String> records = block.read(task()).iterator();
            records.forEachRemaining(lines::add);
        }
        return lines;
    }
}
