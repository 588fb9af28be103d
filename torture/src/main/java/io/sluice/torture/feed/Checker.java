package io.sluice.torture.feed;

import io.sluice.torture.program.Database;
import io.sluice.torture.program.Delivery;
import io.sluice.torture.program.Diary;
import io.sluice.torture.program.Totals;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the tables that a program left against what it was fed: every acknowledged delivery once, what was not acknowledged
 * once up to some number and then not at all, keys in order; and state and windows as the deliveries make them.
 */
public final class Checker {
    private final Fed fed;
    private final Diary diary;
    private final Duration window;
    private final Discrepancies found = new Discrepancies();
    private final NavigableMap<Long, List<Delivery>> byBatch = new TreeMap<>();

    private Checker(Fed fed, Diary diary, Duration window) {
        this.fed = fed;
        this.diary = diary;
        this.window = window;
    }

    /**
     * Checks a program that is over, and has been given time to process all it had.
     *
     * @param database which is closed then
     * @param window how far back the windows of the program reach
     */
    public static Discrepancies check(Feeder feeder, Database database, Duration window)
            throws SQLException, IOException {
        Checker checker = new Checker(feeder.fed(), new Diary(database), window);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            checker.checkAll(connection);
            try (Statement shutdown = connection.createStatement()) {
                shutdown.execute("SHUTDOWN");
            }
        }
        return checker.found;
    }

    private void checkAll(Connection connection) throws SQLException, IOException {
        checkDeliveries(readDeliveries(connection));
        checkOrder();
        read(connection, "SELECT what FROM disorder", row -> found.reordered(row.getString(1)));
        Map<String, Totals> expected = new HashMap<>();
        byBatch.values()
                .forEach(batch ->
                        batch.forEach(delivery -> expected.merge(delivery.key(), Totals.of(delivery), Totals::plus)));
        compare("updateStateByKey", expected, readTotals(connection, "totals"));
        compare("mapWithState", expected, readTotals(connection, "mapped"));
        checkWindows(connection);
    }

    // ---- deliveries

    private Map<Delivery, Integer> readDeliveries(Connection connection) throws SQLException {
        Map<Delivery, Integer> times = new HashMap<>();
        read(connection, "SELECT batch, connection, number, record_key, sequence FROM deliveries", row -> {
            Delivery delivery = new Delivery(row.getInt(2), row.getLong(3), row.getString(4), row.getLong(5));
            times.merge(delivery, 1, Integer::sum);
            byBatch.computeIfAbsent(row.getLong(1), batch -> new ArrayList<>()).add(delivery);
        });
        return times;
    }

    private void checkDeliveries(Map<Delivery, Integer> times) {
        Set<Delivery> known = new HashSet<>();
        for (Delivery line : fed.inFiles()) {
            known.add(line);
            expectOnce(line, times);
        }
        for (Fed.Span span : fed.spans()) {
            long arrived = span.acknowledged();
            for (long number = span.first(); number < span.sent(); number++) {
                Delivery delivery = fed.delivery(span.connection(), number);
                known.add(delivery);
                arrived = times.containsKey(delivery) ? Math.max(arrived, number + 1) : arrived;
            }
            for (long number = span.first(); number < arrived; number++) {
                expectOnce(fed.delivery(span.connection(), number), times);
            }
        }
        times.keySet().stream()
                .filter(delivery -> !known.contains(delivery))
                .forEach(delivery -> found.wrong("nobody sent " + delivery));
    }

    private void expectOnce(Delivery delivery, Map<Delivery, Integer> times) {
        int count = times.getOrDefault(delivery, 0);
        found.counted(1);
        if (count == 0) {
            found.lost(delivery.toString());
        } else if (count > 1) {
            found.twice("%s, %d times".formatted(delivery, count));
        }
    }

    /** Later batches have later connections, and of the same connection later sequences. */
    private void checkOrder() {
        Map<String, Delivery> last = new HashMap<>();
        byBatch.forEach((time, batch) -> {
            Map<String, Delivery> newest = new HashMap<>(last);
            for (Delivery delivery : batch) {
                Delivery before = last.get(delivery.key());
                if (before != null && isBefore(delivery, before)) {
                    found.reordered("%s is in batch %d, and %s in an earlier one".formatted(delivery, time, before));
                }
                newest.merge(delivery.key(), delivery, (one, other) -> isBefore(one, other) ? other : one);
            }
            last.putAll(newest);
        });
    }

    private static boolean isBefore(Delivery one, Delivery other) {
        return one.connection() != other.connection()
                ? one.connection() < other.connection()
                : one.sequence() < other.sequence();
    }

    // ---- state

    private static Map<String, Totals> readTotals(Connection connection, String table) throws SQLException {
        Map<String, Totals> totals = new HashMap<>();
        read(
                connection,
                "SELECT record_key, records, marks FROM " + table,
                row -> totals.put(row.getString(1), new Totals(row.getLong(2), row.getLong(3))));
        return totals;
    }

    private void compare(String what, Map<String, Totals> expected, Map<String, Totals> is) {
        Set<String> keys = new HashSet<>(expected.keySet());
        keys.addAll(is.keySet());
        for (String key : keys) {
            Totals should = expected.getOrDefault(key, Totals.NONE);
            Totals has = is.getOrDefault(key, Totals.NONE);
            if (!should.equals(has)) {
                found.wrong("%s has %s for '%s', which should be %s".formatted(what, has, key, should));
            }
        }
    }

    // ---- windows

    private void checkWindows(Connection connection) throws SQLException, IOException {
        NavigableMap<Long, Map<String, Totals>> windows = new TreeMap<>();
        read(connection, "SELECT batch, record_key, records, marks FROM windows", row -> {
            Map<String, Totals> window = windows.computeIfAbsent(row.getLong(1), batch -> new HashMap<>());
            Totals before = window.put(row.getString(2), new Totals(row.getLong(3), row.getLong(4)));
            if (before != null) {
                found.twice("the window of '%s' in batch %d".formatted(row.getString(2), row.getLong(1)));
            }
        });
        Set<Long> batches = new HashSet<>(windows.keySet());
        batches.addAll(byBatch.keySet());
        for (long batch : batches) {
            long from = batch - window.toMillis();
            Map<String, Totals> expected = new HashMap<>();
            byBatch.subMap(from, false, batch, true)
                    .values()
                    .forEach(records -> records.forEach(
                            delivery -> expected.merge(delivery.key(), Totals.of(delivery), Totals::plus)));
            compare(
                    "the window of batch %d (%s)".formatted(batch, diary.of(batch)),
                    expected,
                    windows.getOrDefault(batch, Map.of()));
        }
    }

    // ---- reading

    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void read(Connection connection, String query, Row each) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }
}
