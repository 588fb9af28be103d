package io.sluice.streaming.kafka.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.kafka.KafkaFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies in the middle of a batch, and another that goes on with its checkpoint and its group. */
@Tag("server")
@Timeout(120)
class ReceiverDeathTest {
    private static final int RECORDS = 5000;
    private static final String NEVER = "1000000";

    @TempDir
    Path directory;

    @Test
    void whatWasCommittedToTheGroupAndNotProcessed_isInTheLogOfReceivedBlocks() throws Exception {
        KafkaBroker broker = KafkaFixture.shared().broker();
        try (GroupTopics topics = new GroupTopics(broker)) {
            broker.createTopic("numbers", 2);
            topics.writeNumbers("numbers", 2, 0, RECORDS);
            Set<String> seen = new HashSet<>();

            Process first = reader(broker, String.valueOf(RECORDS / 2));
            readUntil(first, seen, RECORDS + 1);
            assertThat(first.waitFor()).isEqualTo(9);
            assertThat(seen).hasSizeLessThan(RECORDS / 2);
            assertThat(topics.committed("dying", "numbers")).isPositive();

            Process second = reader(broker, NEVER);
            readUntil(second, seen, RECORDS);
            second.destroyForcibly().waitFor();

            assertThat(seen)
                    .isEqualTo(IntStream.range(0, RECORDS)
                            .mapToObj(String::valueOf)
                            .collect(Collectors.toSet()));
        }
    }

    private Process reader(KafkaBroker broker, String dyingAfter) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingReader.class.getName(),
                        broker.bootstrapServers(),
                        "numbers",
                        directory.toString(),
                        dyingAfter)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Reads what it prints, until it ends or so many different numbers were seen. */
    private static void readUntil(Process process, Set<String> seen, int wanted) throws IOException {
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        while (line != null) {
            seen.add(line);
            line = seen.size() < wanted ? lines.readLine() : null;
        }
    }
}
