package io.sluice.streaming.sink;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Sets the parameters of a statement from a record; adding it to the statement's batch is not its business.
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface StatementBinder<T> extends Serializable {
    void bind(PreparedStatement statement, T record) throws SQLException;
}
