package io.sluice.streaming.receiver;

import static java.util.Objects.requireNonNull;

import io.sluice.StorageLevel;
import io.sluice.function.Function;
import java.io.BufferedInputStream;
import java.io.InputStream;

/** Records that a function of the program makes of what comes from a socket. */
public final class SocketRecordReceiver<T> extends SocketReceiver<T> {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Function<InputStream, Iterable<T>> converter;

    /**
     * @param converter makes records of a connection's bytes, lazily: the next record is asked for when it is wanted, and the
     *     end of records ends the connection
     */
    public SocketRecordReceiver(
            String host, int port, Function<InputStream, Iterable<T>> converter, StorageLevel level) {
        super(host, port, level);
        this.converter = requireNonNull(converter, "converter");
    }

    @Override
    void receive(InputStream in) throws Exception {
        for (T record : converter.call(new BufferedInputStream(in, BUFFER_BYTES))) {
            if (isStopped()) {
                return;
            }
            store(record);
        }
    }
}
