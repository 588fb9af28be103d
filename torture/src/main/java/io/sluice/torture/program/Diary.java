package io.sluice.torture.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What the program saw of each batch's window when its output was over: how many keys, and how many rows of them in the
 * database. It tells what the engine did not give from what the database lost, which the engine is not to blame for.
 *
 * <p>A file beside the database, with a line for each batch: its time, keys, rows. It is written without a force, as processes
 * die here, and machines do not.
 */
public record Diary(Database database) {
    private static final String ROWS = "SELECT COUNT(*) FROM windows WHERE batch = ?";

    private Path file() {
        return database.file().resolveSibling(database.file().getFileName() + ".diary");
    }

    /** Notes a batch. */
    void note(long batch, long keys) throws SQLException, IOException {
        Files.writeString(
                file(),
                "%d %d %d%n".formatted(batch, keys, rows(batch)),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private long rows(long batch) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setLong(1, batch);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What the database does not have any more of the last batch that an earlier process noted, in words. */
    Optional<String> lost() throws IOException, SQLException {
        List<String> lines = lines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String[] last = lines.get(lines.size() - 1).split(" ", -1);
        long batch = Long.parseLong(last[0]);
        long rows = rows(batch);
        return rows == Long.parseLong(last[2])
                ? Optional.empty()
                : Optional.of("the database lost what was committed: it had %s rows of batch %d, and has %d"
                        .formatted(last[2], batch, rows));
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** How many batches were noted, those that ran again each time. */
    public int batches() throws IOException {
        return lines().size();
    }

    /** What was noted of a batch, in words. */
    public String of(long batch) throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith(batch + " "))
                .map(line -> line.split(" ", -1))
                .map(words ->
                        "the program saw %s keys, and %s rows of them in the database".formatted(words[1], words[2]))
                .reduce((first, second) -> first + "; again: " + second)
                .orElse("the program noted nothing of it");
    }
}
