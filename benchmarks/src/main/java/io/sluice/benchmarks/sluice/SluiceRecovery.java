package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.ChildProgram;
import io.sluice.benchmarks.program.DiskUse;
import io.sluice.benchmarks.program.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kills {@link SluiceLargeState} when its state is full, starts it again, and measures the time from the start of the JVM to
 * its first new batch; arguments: interval in ms, keys, keys a batch, batches before the kill, length of a text, and {@code
 * warm} or {@code cold}: whether the files are still in the system's memory.
 */
public final class SluiceRecovery {
    private static final double BYTES_PER_MB = 1e6;
    private static final double MB_PER_SECOND_ALLOWED = 300;

    private SluiceRecovery() {}

    public static void main(String[] args) throws Exception {
        Path checkpoint = Files.createTempDirectory("checkpoint");
        Object[] program = {args[0], args[1], args[2], args[3], 0, checkpoint, args[4]};
        try (ChildProgram first = ChildProgram.start(SluiceLargeState.class, program)) {
            first.awaitFigure("warm");
        }
        double megabytes = DiskUse.bytesBelow(checkpoint) / BYTES_PER_MB;
        if (args[5].equals("cold")) {
            dropFromMemory(checkpoint);
        }
        try (ChildProgram second = ChildProgram.start(SluiceLargeState.class, program)) {
            ChildProgram.Arrival newBatch = second.awaitFigure("new.batch");
            Figures.print("checkpoint.mb", megabytes);
            Figures.print("recovery.s", newBatch.seconds());
            Figures.print("of.allowed", newBatch.seconds() / (1 + megabytes / MB_PER_SECOND_ALLOWED));
            if (Long.parseLong(newBatch.value()) < 2) {
                throw new IllegalStateException("keys were forgotten");
            }
        }
    }

    private static void dropFromMemory(Path directory) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> drop = List.of("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
                int exitCode = new ProcessBuilder(drop).inheritIO().start().waitFor();
                if (exitCode != 0) {
                    throw new IOException("dd could not drop %s: exit code %d".formatted(file, exitCode));
                }
            }
        }
    }
}
