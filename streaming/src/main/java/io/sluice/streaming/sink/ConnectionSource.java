package io.sluice.streaming.sink;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens connections to a database, wherever a task runs; for example {@code () -> DriverManager.getConnection(url, user,
 * password)}. Each is closed after one transaction: where opening takes long, give out those of a pool. Called by many threads.
 */
@FunctionalInterface
public interface ConnectionSource extends Serializable {
    Connection open() throws SQLException;
}
