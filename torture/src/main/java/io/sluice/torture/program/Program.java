package io.sluice.torture.program;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.file.FileFormat;
import io.sluice.streaming.DStream;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.sink.ConnectionSource;
import io.sluice.streaming.sink.JdbcSink;
import io.sluice.streaming.sink.StatementBinder;
import io.sluice.torture.disk.Step;
import io.sluice.torture.disk.TortureDisks;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What the driver computes: every delivery, totals and order of each key, and sums over a window. */
final class Program {
    private static final List<String> KEY = List.of("record_key");
    private static final List<String> TOTALS = List.of("record_key", "records", "marks");

    private final DriverSettings settings;
    private final ConnectionSource connections;

    Program(DriverSettings settings) {
        this.settings = settings;
        String url = settings.database().url();
        String checkpoint = settings.checkpoint();
        this.connections = () -> Tables.open(url, checkpoint);
    }

    /** Something of a batch. */
    private record Timed<T>(long batch, T what) implements Serializable {}

    StreamingContext build() {
        SluiceConf conf = new SluiceConf()
                .setMaster(settings.master())
                .setAppName(settings.application())
                .set("sluice.streaming.receiver.writeAheadLog.enable", "true")
                .set("sluice.streaming.receiver.writeAheadLog.rollingIntervalSecs", "1")
                .set("sluice.streaming.receiverRestartDelay", "50ms");
        StreamingContext streaming = new StreamingContext(conf, settings.pace().interval());
        DStream<Delivery> sent =
                streaming.receiverStream(new FeedReceiver(settings.port())).name("feed");
        DStream<Delivery> inFiles = streaming
                .fileStream(settings.files().toString(), FileFormat.lines(), file -> true, false)
                .name("files")
                .map(Delivery::parse);
        DStream<Delivery> all = sent.union(inFiles);
        storeDeliveries(all);
        PairDStream<String, Delivery> byKey = all.mapToPair(delivery -> new Tuple2<>(delivery.key(), delivery));
        storeTotals(byKey);
        storeOrder(byKey);
        storeWindows(byKey);
        return streaming;
    }

    private void storeDeliveries(DStream<Delivery> all) {
        List<String> columns = List.of("batch", "connection", "number", "record_key", "sequence");
        StatementBinder<Timed<Delivery>> binder = (row, timed) -> {
            row.setLong(1, timed.batch());
            row.setInt(2, timed.what().connection());
            row.setLong(3, timed.what().number());
            row.setString(4, timed.what().key());
            row.setLong(5, timed.what().sequence());
        };
        DStream<Timed<Delivery>> timed = timed(all);
        if (settings.tokens()) {
            timed.foreachBatch(JdbcSink.append(connections, "deliveries", columns, binder))
                    .name("deliveries");
        } else {
            ConnectionSource plain = connections;
            timed.foreachRDD(rdd -> rdd.foreachPartition(rows -> insertWithoutToken(rows, plain, binder)))
                    .name("deliveries");
        }
    }

    private static <T> DStream<Timed<T>> timed(DStream<T> stream) {
        return stream.transform((rdd, time) -> {
            long batch = time.milliseconds();
            return rdd.map(record -> new Timed<>(batch, record));
        });
    }

    /** What people write who do not know of tokens. */
    private static void insertWithoutToken(
            Iterator<Timed<Delivery>> rows, ConnectionSource connections, StatementBinder<Timed<Delivery>> binder)
            throws SQLException {
        try (Connection connection = connections.open();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO deliveries VALUES (?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            while (rows.hasNext()) {
                binder.bind(insert, rows.next());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private void storeTotals(PairDStream<String, Delivery> byKey) {
        String checkpoint = settings.checkpoint();
        PairDStream<String, Totals> totals = byKey.updateStateByKey(
                (List<Delivery> values, Optional<Totals> before) -> add(checkpoint, values, before));
        totals.name("totals");
        StatementBinder<Tuple2<String, Totals>> binder = (row, total) -> bind(row, 1, total._1(), total._2());
        totals.foreachBatch(JdbcSink.upsert(connections, "totals", KEY, TOTALS, binder))
                .name("totals-table");
    }

    private static Optional<Totals> add(String checkpoint, List<Delivery> values, Optional<Totals> before) {
        if (values.isEmpty()) {
            return before;
        }
        Totals[] after = {before.orElse(Totals.NONE)};
        TortureDisks.disk(checkpoint).step(Step.STATE_CHANGE, () -> {
            for (Delivery value : values) {
                after[0] = after[0].plus(Totals.of(value));
            }
        });
        return Optional.of(after[0]);
    }

    private void storeOrder(PairDStream<String, Delivery> byKey) {
        boolean ordered = settings.isOrdered();
        MapWithStateDStream<String, Delivery, KeyOrder, String> order =
                byKey.mapWithState(StateSpec.<String, Delivery, KeyOrder, String>function(
                        (Time time, String key, Optional<Delivery> value, State<KeyOrder> state) ->
                                follow(value.orElseThrow(), state, ordered)));
        order.name("order");
        StatementBinder<Timed<String>> binder = (row, timed) -> {
            row.setLong(1, timed.batch());
            row.setString(2, timed.what());
        };
        timed(order)
                .foreachBatch(JdbcSink.append(connections, "disorder", List.of("batch", "what"), binder))
                .name("disorder-table");
        StatementBinder<Tuple2<String, KeyOrder>> snapshot =
                (row, key) -> bind(row, 1, key._1(), key._2().totals());
        order.stateSnapshots()
                .foreachBatch(JdbcSink.upsert(connections, "mapped", KEY, TOTALS, snapshot))
                .name("mapped-table");
    }

    private static Optional<String> follow(Delivery next, State<KeyOrder> state, boolean ordered) {
        KeyOrder before = state.exists() ? state.get() : KeyOrder.NONE;
        state.update(before.then(next));
        return before.objection(next, ordered);
    }

    private void storeWindows(PairDStream<String, Delivery> byKey) {
        PairDStream<String, Totals> windows = byKey.mapValues(Totals::of)
                .reduceByKeyAndWindow(
                        Totals::plus,
                        Totals::minus,
                        settings.pace().window(),
                        settings.pace().interval());
        windows.name("window");
        StatementBinder<Timed<Tuple2<String, Totals>>> binder = (row, timed) -> {
            row.setLong(1, timed.batch());
            bind(row, 2, timed.what()._1(), timed.what()._2());
        };
        timed(windows.toDStream())
                .foreachBatch(JdbcSink.append(
                        connections, "windows", List.of("batch", "record_key", "records", "marks"), binder))
                .name("windows-table");
        Diary diary = new Diary(settings.database());
        windows.foreachRDD((rdd, time) -> diary.note(time.milliseconds(), rdd.count()));
    }

    private static void bind(PreparedStatement row, int at, String key, Totals totals) throws SQLException {
        row.setString(at, key);
        row.setLong(at + 1, totals.count());
        row.setLong(at + 2, totals.marks());
    }
}
