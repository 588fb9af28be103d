package io.sluice.benchmarks.run;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The folder of the benchmarks module, where everything the harness reads and writes has its place. */
public record Home(Path folder) {
    /** The module this class was built in. */
    public static Home ofThisBuild() {
        try {
            Path classes = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Home(classes.getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the folder of the benchmarks' classes has no usable address", e);
        }
    }

    Path target() {
        return folder.resolve("target");
    }

    Path classes() {
        return target().resolve("classes");
    }

    /** The jars of one side, copied here by the build. */
    public Path libraries(String name) {
        return target().resolve(name);
    }

    Path logs() {
        return target().resolve("logs");
    }

    Path scratch() {
        return target().resolve("scratch");
    }

    public Path defaultData() {
        return target().resolve("data");
    }

    public Path results() {
        return folder.resolve("RESULTS.md");
    }
}
