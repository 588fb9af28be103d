package io.sluice.benchmarks.report;

import io.sluice.benchmarks.run.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which Sluice, at which commit, was measured against which Spark: read from the jars that the programs ran on. */
public record Versions(String sluice, String commit, String spark) {
    public static Versions of(Home home) {
        return new Versions(
                jarVersion(home.libraries("sluice-libs"), "sluice-engine"),
                commit(home.folder()),
                jarVersion(home.libraries("spark-libs"), "spark-core_2.13"));
    }

    String text() {
        return "Sluice %s at %s, Spark %s".formatted(sluice, commit, spark);
    }

    private static String jarVersion(Path libraries, String artifact) {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        try (Stream<Path> files = Files.list(libraries)) {
            return files.map(file -> jar.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("no libraries in " + libraries + ": build the benchmarks module first", e);
        }
    }

    /** The abbreviated commit, with a mark if the sources were changed since; "no commit" outside a checkout. */
    private static String commit(Path folder) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return commit.isEmpty() ? "no commit" : commit;
        } catch (IOException noGit) {
            return "no commit";
        }
    }
}
