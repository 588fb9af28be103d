package io.sluice.torture;

import io.sluice.torture.program.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.h2.tools.Server;

/**
 * Databases that live on while the programs that write to them are killed, served by this process. What is tortured is what
 * Sluice promises with a database that keeps its own promises, and H2 in a process that is killed does not: a row of its that
 * a dead transaction had locked stayed locked, and who asked for it looped (seen with 2.5.252, once in some 1,700 kills). Not
 * thread-safe.
 */
final class DatabaseServer implements AutoCloseable {
    private final Server server;
    private final Set<Database> served = new HashSet<>();

    DatabaseServer() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    }

    /** @param file without its ending; begun if it is not there */
    Database at(Path file) {
        Database database = new Database(file, server.getPort());
        served.add(database);
        return database;
    }

    /** Closes the databases, too. */
    @Override
    public void close() throws SQLException {
        for (Database database : served) {
            try (Connection connection =
                            DriverManager.getConnection(database.here().url());
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        }
        server.stop();
    }
}
