package io.sluice.cli.submit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * The jars that programs need on a cluster besides Spark's: Sluice's own, and those of its libraries that Spark does not have.
 * Spark's copies of the others come first in any case.
 */
public final class SluiceJars {
    private static final String OF_PROGRAMS = "sluice-(engine|streaming|spark|kafka|examples)|kryo5|kafka-clients";
    private static final Pattern NEEDED = Pattern.compile("(" + OF_PROGRAMS + ")-[0-9].*\\.jar");
    private static final Pattern LAUNCHERS = Pattern.compile("(" + OF_PROGRAMS + "|picocli)-[0-9].*\\.jar");

    private SluiceJars() {}

    /** Those of them that this JVM has on its class path. */
    public static List<String> onClassPath() {
        return of(System.getProperty("java.class.path"), NEEDED);
    }

    /** Those, and what the launcher itself needs. */
    static List<String> ofLauncher() {
        return of(System.getProperty("java.class.path"), LAUNCHERS);
    }

    private static List<String> of(String classPath, Pattern which) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .flatMap(entry -> withManifest(entry).stream())
                .distinct()
                .filter(jar -> which.matcher(jar.getFileName().toString()).matches())
                .map(Path::toString)
                .toList();
    }

    /** An entry, and those that its manifest names. */
    private static List<Path> withManifest(Path entry) {
        List<Path> all = new ArrayList<>(List.of(entry));
        if (entry.toString().endsWith(".jar")) {
            try (JarFile jar = new JarFile(entry.toFile())) {
                Manifest manifest = jar.getManifest();
                String more =
                        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                if (more != null) {
                    for (String name : more.strip().split(" ", -1)) {
                        all.add(Path.of(entry.toUri().resolve(name)));
                    }
                }
            } catch (IOException notThere) {
                return all; // as Java takes it
            }
        }
        return all;
    }
}
