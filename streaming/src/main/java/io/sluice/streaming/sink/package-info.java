/**
 * Where the results of batches go so that a batch which runs again does not count twice. A {@link
 * io.sluice.streaming.sink.BatchSink} is given to {@code foreachBatch} and gets each batch with the token that names it; start
 * at {@link io.sluice.streaming.sink.JdbcSink}. {@link io.sluice.streaming.sink.SinkGuarantee} says what each sink promises.
 */
package io.sluice.streaming.sink;
