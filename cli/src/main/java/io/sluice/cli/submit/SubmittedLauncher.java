package io.sluice.cli.submit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of the launcher as a program that is submitted, with all that the launcher is made of. */
public final class SubmittedLauncher {
    private static final String LAUNCHER = "io.sluice.cli.Sluice";

    private SubmittedLauncher() {}

    /**
     * What spark-submit is told.
     *
     * @param settings each {@code KEY=VALUE}
     * @param words the command, of which {@code --master} and {@code --conf} are left out
     */
    public static List<String> line(String master, List<String> settings, List<String> words) {
        List<String> line = new ArrayList<>(List.of("--master", master, "--class", LAUNCHER, "--name", "sluice"));
        line.addAll(List.of("--jars", String.join(",", SluiceJars.ofLauncher())));
        // the screen is the quickstart's own
        line.addAll(List.of("--conf", "spark.log.level=ERROR", "--conf", "spark.ui.showConsoleProgress=false"));
        settings.forEach(setting -> line.addAll(List.of("--conf", setting)));
        line.add(Path.of(URI.create(SubmittedLauncher.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString());
        line.addAll(without(words));
        return SubmitLine.parse(line).words();
    }

    private static List<String> without(List<String> words) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--master") || word.equals("--conf")) {
                i++; // and its value
            } else if (!word.startsWith("--master=") && !word.startsWith("--conf=")) {
                kept.add(word);
            }
        }
        return kept;
    }
}
