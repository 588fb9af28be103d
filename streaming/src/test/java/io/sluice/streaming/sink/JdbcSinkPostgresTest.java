package io.sluice.streaming.sink;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With a real server, which the test starts. */
class JdbcSinkPostgresTest extends JdbcSinkContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    ConnectionSource database() {
        String url = server.getJdbcUrl("postgres", "postgres");
        return () -> DriverManager.getConnection(url);
    }
}
