package io.sluice.torture.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a driver is told on its command line.
 *
 * @param application the name of the program
 * @param checkpoint where it is, as the program names it
 * @param database the file of the sink
 * @param files the directory that is watched
 * @param port of the feeder
 * @param tokens whether the sink keeps the tokens of batches
 */
public record DriverSettings(
        String application, String checkpoint, Path database, Path files, int port, boolean tokens) {
    /** How often there is a batch. */
    public static final Duration INTERVAL = Duration.ofMillis(40);

    /** How far windows reach back. */
    public static final Duration WINDOW = INTERVAL.multipliedBy(60);

    static DriverSettings parse(String[] words) {
        return new DriverSettings(
                words[0],
                words[1],
                Path.of(words[2]),
                Path.of(words[3]),
                Integer.parseInt(words[4]),
                Boolean.parseBoolean(words[5]));
    }

    /** The command line that means this. */
    public List<String> words() {
        return List.of(
                application,
                checkpoint,
                database.toString(),
                files.toString(),
                Integer.toString(port),
                Boolean.toString(tokens));
    }
}
