package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is saved can be read again, from a directory that all tasks reach. */
public interface SavedDatasets extends EngineUnderTest {
    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> saved(int partitions, String suffix) {
        List<String> names = new ArrayList<>(List.of("_SUCCESS"));
        for (int i = 0; i < partitions; i++) {
            names.add("part-%05d%s".formatted(i, suffix));
        }
        return names;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 20)
    default void savedTextComesBack_aFileForEachPartition(@ForAll Numbers in, @ForAll @IntRange(max = 2) int codec)
            throws Exception {
        Path root = Files.createTempDirectory("sluice-saved");
        String out = root.resolve("out").toString();

        rdd(in).saveAsTextFile(out, List.of("none", "gzip", "zstd").get(codec));

        assertThat(names(root)).containsExactly("out");
        assertThat(names(root.resolve("out")))
                .isEqualTo(saved(in.partitions(), List.of("", ".gz", ".zst").get(codec)));
        assertThat(context().textFile(out).collect())
                .containsExactlyInAnyOrderElementsOf(
                        in.values().stream().map(String::valueOf).toList());
        remove(root);
    }

    @Property(tries = 20)
    default void savedObjectsComeBack(@ForAll Numbers in) throws Exception {
        Path root = Files.createTempDirectory("sluice-saved");
        String out = root.resolve("out").toString();

        rdd(in).saveAsObjectFile(out);

        assertThat(names(root.resolve("out"))).isEqualTo(saved(in.partitions(), ""));
        Rdd<Integer> read = context().objectFile(out);
        assertThat(read.collect()).containsExactlyInAnyOrderElementsOf(in.values());
        remove(root);
    }
}
