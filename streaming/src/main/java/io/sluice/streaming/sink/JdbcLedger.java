package io.sluice.streaming.sink;

import io.sluice.streaming.Batch;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * The table that says which batches are stored. Immutable.
 *
 * <p>A row for each partition of each output, with the time of the last batch that the partition was written in, and how
 * many partitions that batch had; and a row for the output as a whole, under partition -1, with the last batch all of
 * which is stored. Times only grow, so the last one says it all, and the table does not. Columns: {@code application
 * VARCHAR(255), output VARCHAR(100), partition_id INTEGER, batch_time BIGINT} (milliseconds since 1970)
 * {@code , partitions INTEGER}; the first three are the key.
 */
record JdbcLedger(String table) implements Serializable {
    private static final int WHOLE = -1;
    private static final String OF_OUTPUT = " WHERE application = ? AND output = ?";

    /**
     * The last batch that is stored as a whole, none if it is an earlier one than this.
     *
     * @throws io.sluice.error.StreamException {@code OUTPUT_PARTITIONS_CHANGED} if a part of this batch is stored, under another
     *     number of partitions
     */
    OptionalLong lastStored(Connection connection, Batch batch, int partitions) throws SQLException {
        long time = batch.time().milliseconds();
        long last = Long.MIN_VALUE;
        int before = partitions;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT partition_id, batch_time, partitions FROM " + table + OF_OUTPUT + " AND batch_time >= ?")) {
            key(select, batch);
            select.setLong(3, time);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long stored = rows.getLong(2);
                    if (rows.getInt(1) == WHOLE
                            || stored > time) { // a later batch begins when all of this one is stored
                        last = Math.max(last, stored);
                    } else {
                        before = rows.getInt(3);
                    }
                }
            }
        }
        if (last == Long.MIN_VALUE && before != partitions) {
            throw JdbcErrors.otherPartitions(table, batch, before, partitions);
        }
        return last == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /**
     * Enters a partition of a batch as stored, in the transaction of its results and before them: whoever else writes the same
     * partition waits here until this transaction ends.
     *
     * @return false if it is stored already
     */
    boolean enter(Connection connection, Batch batch, int partition, int partitions) throws SQLException {
        long time = batch.time().milliseconds();
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table
                + " SET batch_time = ?, partitions = ?"
                + " WHERE application = ? AND output = ? AND partition_id = ? AND batch_time < ?")) {
            update.setLong(1, time);
            update.setInt(2, partitions);
            update.setString(3, batch.application());
            update.setString(4, batch.output());
            update.setInt(5, partition);
            update.setLong(6, time);
            if (update.executeUpdate() > 0) {
                return true;
            }
        }
        return !isThere(connection, batch, partition) && insert(connection, batch, partition, partitions);
    }

    private boolean isThere(Connection connection, Batch batch, int partition) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM " + table + OF_OUTPUT + " AND partition_id = ?")) {
            key(select, batch);
            select.setInt(3, partition);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private boolean insert(Connection connection, Batch batch, int partition, int partitions) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (application, output, partition_id, batch_time, partitions) VALUES (?, ?, ?, ?, ?)")) {
            key(insert, batch);
            insert.setInt(3, partition);
            insert.setLong(4, batch.time().milliseconds());
            insert.setInt(5, partitions);
            insert.executeUpdate();
            return true;
        }
    }

    /** Enters a batch as stored in all its partitions. */
    void enterWhole(Connection connection, Batch batch, int partitions) throws SQLException {
        enter(connection, batch, WHOLE, partitions);
    }

    private static void key(PreparedStatement statement, Batch batch) throws SQLException {
        statement.setString(1, batch.application());
        statement.setString(2, batch.output());
    }

    /** Makes the table if it is not there; a user who may not make tables may use one that was made before. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + table
                    + " (application VARCHAR(255) NOT NULL, output VARCHAR(100) NOT NULL, partition_id INTEGER NOT NULL,"
                    + " batch_time BIGINT NOT NULL, partitions INTEGER NOT NULL,"
                    + " PRIMARY KEY (application, output, partition_id))");
        }
    }
}
