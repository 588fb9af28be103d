package io.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the numbers were measured on. Facts the system does not tell (no {@code /proc}) read "unknown". */
public record Machine(int cores, String cpu, String memory, String jvm, String loadBefore) {
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field(Path.of("/proc/cpuinfo"), "model name"),
                memory(field(Path.of("/proc/meminfo"), "MemTotal")),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                loadAverage());
    }

    String text() {
        return "%d cores (%s), %s memory, %s".formatted(cores, cpu, memory, jvm);
    }

    private static String field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String memory(String kilobytes) {
        return kilobytes.endsWith(" kB")
                ? String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(kilobytes.replace(" kB", "")) / (1024.0 * 1024))
                : kilobytes;
    }

    private static String loadAverage() {
        try {
            String loads = Files.readString(Path.of("/proc/loadavg"));
            return loads.substring(0, loads.indexOf(' '));
        } catch (IOException e) {
            return "unknown";
        }
    }
}
