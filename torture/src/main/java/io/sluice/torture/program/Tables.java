package io.sluice.torture.program;

import io.sluice.torture.disk.Step;
import io.sluice.torture.disk.TortureDisk;
import io.sluice.torture.disk.TortureDisks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The database that the program writes to: embedded, in a file, with every commit written when it returns. */
public final class Tables {
    private static final int RETENTION_MILLIS = 1_000_000_000;
    private static final int PATIENCE_MILLIS = 60_000;

    private Tables() {}

    /**
     * The address of the database in a file.
     *
     * <p>H2 uses the space of old chunks again when they are 45 s old. A file that was left in the middle of that may be opened
     * at a chunk before the last one: a chunk names the block that the next one is expected at, it went elsewhere, and the
     * header that should say so is older (seen with 2.5.252 after SIGKILL: the last 15 chunks, all whole, were passed over). What
     * was committed in between is gone. So no space is used again here for as long as a trial may last.
     */
    public static String url(Path database) {
        return "jdbc:h2:file:%s;WRITE_DELAY=0;RETENTION_TIME=%d;LOCK_TIMEOUT=%d;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
                .formatted(database, RETENTION_MILLIS, PATIENCE_MILLIS);
    }

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
