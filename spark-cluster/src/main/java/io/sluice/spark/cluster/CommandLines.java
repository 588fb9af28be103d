package io.sluice.spark.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes were started with. */
final class CommandLines {
    private CommandLines() {}

    /** Empty if it is not known. On Linux all of it, of which the JDK gives no more than 4 kB. */
    static String of(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.exists(file)) {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
            }
        } catch (IOException ended) {
            return "";
        }
        return process.info().commandLine().orElse("");
    }
}
