package io.sluice.streaming.sink;

import static java.util.Objects.requireNonNull;

import io.sluice.RddLike;
import io.sluice.ReadOnlySluiceConf;
import io.sluice.TaskContext;
import io.sluice.streaming.Batch;
import io.sluice.streaming.StreamingSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches to a database so that each record counts once, however often a batch runs: every partition is one
 * transaction, and in it goes the batch's token, into a ledger table beside the data. A partition whose token is there is
 * passed over.
 *
 * <pre>{@code
 * counts.foreachBatch(JdbcSink.append(
 *                 () -> DriverManager.getConnection(url), "word_counts", List.of("word", "occurrences"), (row, count) -> {
 *                     row.setString(1, count._1());
 *                     row.setLong(2, count._2());
 *                 }))
 *         .name("word-counts");
 * }</pre>
 *
 * <p>The ledger is made at the first use; its form is said in {@link JdbcLedger}. It knows a program by its application name
 * and an output by its name: give the output one, or a change of the program may rename it. Both must stay as long as the
 * data does, and a program that starts from nothing on purpose needs the rows of its output removed.
 *
 * <p>A batch that was stored in part must come again in the same number of partitions. It does, unless the settings were
 * changed in between; then the batch fails with {@code OUTPUT_PARTITIONS_CHANGED} before anything is written. Batches of the
 * same output must not overlap ({@code sluice.streaming.concurrentJobs} is 1). Their times must grow, also over restarts: a
 * program with a checkpoint sees to that; one without is refused with {@code OUTPUT_TIME_BEHIND} when the clock was set back.
 *
 * <p>With {@code sluice.streaming.onBatchFailure} at {@code skip}, a batch that fails is not stored, or only in part, and later ones
 * are. If it comes again after that, say because a program replays it, the ledger cannot tell, as it knows the last batch
 * only: the sink refuses with {@code OUTPUT_TIME_BEHIND}, and writes nothing. Give such records to an output of another name,
 * after taking out what was stored of the batch.
 *
 * <p>It is as safe as the database: what that says is committed must be there after a crash. An H2 database in the program's
 * own process needs {@code WRITE_DELAY=0} for it, and {@code RETENTION_TIME} longer than the program may run between two clean
 * ends, as it may open at an earlier commit after a SIGKILL once it has begun to use space again (seen with 2.5.252).
 *
 * <p>Immutable; one may be given to several outputs. Tested with H2 and PostgreSQL; the ledger's own SQL is that of any
 * database that has {@code CREATE TABLE IF NOT EXISTS}.
 *
 * @param <T> the records
 */
public final class JdbcSink<T> implements BatchSink<RddLike<T, ?>> {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSink.class);
    private static final long serialVersionUID = 1;
    private static final String LEDGER = "sluice_ledger";
    private static final int ROWS = 1_000;

    private final ConnectionSource connections;
    private final JdbcStatement statement;
    private final StatementBinder<T> binder;
    private final JdbcLedger ledger;
    private final int rowsAtOnce;

    private JdbcSink(
            ConnectionSource connections,
            JdbcStatement statement,
            StatementBinder<T> binder,
            JdbcLedger ledger,
            int rowsAtOnce) {
        this.connections = requireNonNull(connections, "connections");
        this.statement = requireNonNull(statement, "statement");
        this.binder = requireNonNull(binder, "binder");
        this.ledger = ledger;
        this.rowsAtOnce = rowsAtOnce;
    }

    private static <T> JdbcSink<T> of(
            ConnectionSource connections, JdbcStatement statement, StatementBinder<T> binder) {
        return new JdbcSink<>(connections, statement, binder, new JdbcLedger(LEDGER), ROWS);
    }

    /**
     * A new row for each record.
     *
     * @param table as the database writes it, with its schema and quotes where they are needed
     * @param columns in the order in which {@code binder} sets them
     */
    public static <T> JdbcSink<T> append(
            ConnectionSource connections, String table, List<String> columns, StatementBinder<T> binder) {
        return of(connections, new JdbcStatement.Append(requireNonNull(table, "table"), columns), binder);
    }

    /**
     * The row with the record's key becomes what the record says, or is made; for H2, PostgreSQL, SQLite, MySQL and MariaDB.
     *
     * @param keys the columns that the table has a primary key or a unique index of; some of {@code columns}
     * @param columns in the order in which {@code binder} sets them
     */
    public static <T> JdbcSink<T> upsert(
            ConnectionSource connections,
            String table,
            List<String> keys,
            List<String> columns,
            StatementBinder<T> binder) {
        return of(connections, new JdbcStatement.Upsert(requireNonNull(table, "table"), keys, columns), binder);
    }

    /**
     * Any statement, once for each record: for example one that adds to what is there, which the token makes safe.
     *
     * @param sql with a question mark for each value
     */
    public static <T> JdbcSink<T> statement(ConnectionSource connections, String sql, StatementBinder<T> binder) {
        return of(connections, new JdbcStatement.Own(requireNonNull(sql, "sql")), binder);
    }

    /** With another table for the tokens than {@code sluice_ledger}; it must be in the same database as the data. */
    public JdbcSink<T> ledger(String table) {
        return new JdbcSink<>(
                connections, statement, binder, new JdbcLedger(requireNonNull(table, "table")), rowsAtOnce);
    }

    /** With that many records sent to the database at once, instead of 1,000. */
    public JdbcSink<T> rowsAtOnce(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("at least one row must go at once, got " + rows);
        }
        return new JdbcSink<>(connections, statement, binder, ledger, rows);
    }

    @Override
    public SinkGuarantee guarantee() {
        return SinkGuarantee.TRANSACTIONAL;
    }

    @Override
    public String description() {
        return "JDBC, " + statement.target();
    }

    /**
     * Writes a batch, or what of it is not stored yet.
     *
     * @throws io.sluice.error.StreamException {@code JDBC_FAILED} if the database refuses
     */
    @Override
    public void call(RddLike<T, ?> rdd, Batch batch) {
        ReadOnlySluiceConf conf = rdd.context().getReadOnlyConf();
        long jobs = conf.get(StreamingSettings.CONCURRENT_JOBS);
        if (jobs > 1) {
            throw JdbcErrors.overlapping(batch.output(), jobs);
        }
        int partitions = rdd.getNumPartitions();
        boolean skips = conf.get(StreamingSettings.ON_BATCH_FAILURE).goOn();
        if (isStored(batch, partitions, rdd.context().getCheckpointDir().isPresent(), skips)) {
            return;
        }
        rdd.foreachPartition(records -> writePartition(records, batch, partitions));
        enterWhole(batch, partitions);
    }

    private boolean isStored(Batch batch, int partitions, boolean checkpointed, boolean skips) {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(true);
            OptionalLong stored = lastStored(connection, batch, partitions);
            if (stored.isEmpty() || stored.getAsLong() < batch.time().milliseconds()) {
                return false;
            }
            if (stored.getAsLong() > batch.time().milliseconds() && !checkpointed) {
                throw JdbcErrors.timeBehind(ledger.table(), batch, stored.getAsLong());
            }
            if (stored.getAsLong() > batch.time().milliseconds() && skips) {
                throw JdbcErrors.perhapsSkipped(ledger.table(), batch, stored.getAsLong());
            }
            LOG.info("Output {} has batch {} already: it is passed over", batch.output(), batch.time());
            return true;
        } catch (SQLException refused) {
            throw JdbcErrors.ledger(ledger.table(), batch, refused);
        }
    }

    /** The last batch stored as a whole. Makes the ledger if there is none: only then, as that needs more rights. */
    private OptionalLong lastStored(Connection connection, Batch batch, int partitions) throws SQLException {
        try {
            return ledger.lastStored(connection, batch, partitions);
        } catch (SQLException missing) {
            if (!String.valueOf(missing.getSQLState()).startsWith("42")) {
                throw missing;
            }
            ledger.create(connection);
            return OptionalLong.empty();
        }
    }

    private void enterWhole(Batch batch, int partitions) {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(true);
            ledger.enterWhole(connection, batch, partitions);
        } catch (SQLException refused) {
            throw JdbcErrors.ledger(ledger.table(), batch, refused);
        }
    }

    private void writePartition(Iterator<T> records, Batch batch, int partitions) {
        if (!records.hasNext()) {
            return; // nothing to store, and nothing that could be stored twice
        }
        int partition = TaskContext.getPartitionId();
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try {
                if (ledger.enter(connection, batch, partition, partitions)) {
                    write(records, connection);
                    connection.commit();
                }
            } finally {
                end(connection);
            }
        } catch (SQLException refused) {
            throw JdbcErrors.writing(statement.target(), batch, partition, refused);
        }
    }

    private void write(Iterator<T> records, Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(statement.sql(connection))) {
            int waiting = 0;
            while (records.hasNext()) {
                binder.bind(row, records.next());
                row.addBatch();
                waiting++;
                if (waiting == rowsAtOnce) {
                    row.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                row.executeBatch();
            }
        }
    }

    /** Leaves nothing half done in a connection that may be one of a pool. */
    private static void end(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException gone) {
            LOG.debug("The connection is gone, and its transaction with it", gone);
        }
    }
}
