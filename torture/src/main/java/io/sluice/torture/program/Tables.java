package io.sluice.torture.program;

import io.sluice.torture.disk.Step;
import io.sluice.torture.disk.TortureDisk;
import io.sluice.torture.disk.TortureDisks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables that the program writes to. */
final class Tables {
    private Tables() {}

    /** Makes the tables if they are not there. */
    static void create(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS deliveries (batch BIGINT, connection INT, number BIGINT,"
                    + " record_key VARCHAR(20), sequence BIGINT)");
            statement.execute("CREATE TABLE IF NOT EXISTS totals (record_key VARCHAR(20) PRIMARY KEY, records BIGINT,"
                    + " marks BIGINT)");
            statement.execute("CREATE TABLE IF NOT EXISTS mapped (record_key VARCHAR(20) PRIMARY KEY, records BIGINT,"
                    + " marks BIGINT)");
            statement.execute("CREATE TABLE IF NOT EXISTS windows (batch BIGINT, record_key VARCHAR(20),"
                    + " records BIGINT, marks BIGINT)");
            statement.execute("CREATE TABLE IF NOT EXISTS disorder (batch BIGINT, what VARCHAR(300))");
        }
    }

    /** A connection on which committing is a step that a crash may interrupt. */
    static Connection open(String url, String checkpoint) throws SQLException {
        TortureDisk disk = TortureDisks.disk(checkpoint);
        org.h2.Driver.load(); // on an executor it is in a jar that was sent there, where nobody looks for drivers
        Connection connection = DriverManager.getConnection(url);
        return (Connection) Proxy.newProxyInstance(
                Tables.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("commit")) {
                            return method.invoke(connection, arguments);
                        }
                        disk.step(Step.SINK_COMMIT, connection::commit);
                        return null;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
