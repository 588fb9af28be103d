package io.sluice.streaming.sink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcSinkH2Test extends JdbcSinkContract {
    private static final String URL = "jdbc:h2:mem:sink;LOCK_TIMEOUT=20000";
    private static Connection keepsTheDatabase;

    @BeforeAll
    static void open() throws SQLException {
        keepsTheDatabase = DriverManager.getConnection(URL);
    }

    @AfterAll
    static void close() throws SQLException {
        keepsTheDatabase.close();
    }

    @Override
    ConnectionSource database() {
        return () -> DriverManager.getConnection(URL);
    }
}
