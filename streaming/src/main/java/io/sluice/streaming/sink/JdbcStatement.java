package io.sluice.streaming.sink;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The SQL that writes one record, in the dialect of the database it is asked for. */
sealed interface JdbcStatement extends Serializable {
    String sql(Connection connection) throws SQLException;

    /** What is written to, in words. */
    String target();

    private static String list(List<String> columns) {
        return String.join(", ", columns);
    }

    private static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** The program's own. */
    record Own(String sql) implements JdbcStatement {
        @Override
        public String sql(Connection connection) {
            return sql;
        }

        @Override
        public String target() {
            return "the target of '%s'".formatted(sql);
        }
    }

    /** A new row for each record. */
    record Append(String table, List<String> columns) implements JdbcStatement {
        public Append {
            columns = List.copyOf(columns);
        }

        @Override
        public String sql(Connection connection) {
            return "INSERT INTO %s (%s) VALUES (%s)".formatted(table, list(columns), places(columns.size()));
        }

        @Override
        public String target() {
            return "table " + table;
        }
    }

    /** The one row with the record's key, new or changed. */
    record Upsert(String table, List<String> keys, List<String> columns) implements JdbcStatement {
        public Upsert {
            keys = List.copyOf(keys);
            columns = List.copyOf(columns);
            if (keys.isEmpty() || !columns.containsAll(keys)) {
                throw new IllegalArgumentException(
                        "the key must be some of the columns %s, got %s".formatted(columns, keys));
            }
        }

        @Override
        public String sql(Connection connection) throws SQLException {
            String product = connection.getMetaData().getDatabaseProductName();
            String insert = new Append(table, columns).sql(connection);
            return switch (product.toLowerCase(Locale.ROOT)) {
                case "h2" ->
                    "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
                            .formatted(table, list(columns), list(keys), places(columns.size()));
                case "postgresql", "sqlite" ->
                    "%s ON CONFLICT (%s) DO %s"
                            .formatted(insert, list(keys), change("UPDATE SET ", "%1$s = EXCLUDED.%1$s"));
                case "mysql", "mariadb" -> insert + " ON DUPLICATE KEY " + change("UPDATE ", "%1$s = VALUES(%1$s)");
                default ->
                    throw new IllegalArgumentException(
                            "there is no upsert for %s here: give JdbcSink.statement the one that it has"
                                    .formatted(product));
            };
        }

        /** What a row that is there becomes; it stays as it is if everything in it is its key. */
        private String change(String verb, String assignment) {
            List<String> others =
                    columns.stream().filter(column -> !keys.contains(column)).toList();
            List<String> changed = others.isEmpty() ? keys : others;
            return changed.stream().map(assignment::formatted).collect(Collectors.joining(", ", verb, ""));
        }

        @Override
        public String target() {
            return "table " + table;
        }
    }
}
