package io.sluice.torture.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a driver is told on its command line.
 *
 * @param application the name of the program
 * @param master where it runs
 * @param pace how often there is a batch
 * @param checkpoint where it is, as the program names it
 * @param database the sink
 * @param files the directory that is watched
 * @param port of the feeder
 * @param tokens whether the sink keeps the tokens of batches
 */
public record DriverSettings(
        String application,
        String master,
        Pace pace,
        String checkpoint,
        Database database,
        Path files,
        int port,
        boolean tokens) {
    static DriverSettings parse(String[] words) {
        return new DriverSettings(
                words[0],
                words[1],
                new Pace(Duration.parse(words[2]), Duration.parse(words[3])),
                words[4],
                new Database(Path.of(words[5]), Integer.parseInt(words[6])),
                Path.of(words[7]),
                Integer.parseInt(words[8]),
                Boolean.parseBoolean(words[9]));
    }

    /** Whether a key has its records in order: on a cluster, what of a batch is in several partitions comes in any order. */
    boolean isOrdered() {
        return master.startsWith("local");
    }

    /** The command line that means this. */
    public List<String> words() {
        return List.of(
                application,
                master,
                pace.interval().toString(),
                pace.window().toString(),
                checkpoint,
                database.file().toString(),
                Integer.toString(database.port()),
                files.toString(),
                Integer.toString(port),
                Boolean.toString(tokens));
    }
}
