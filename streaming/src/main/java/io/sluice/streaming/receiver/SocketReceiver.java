package io.sluice.streaming.receiver;

import static java.util.Objects.requireNonNull;

import io.sluice.StorageLevel;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Connects to a server and receives what it sends; when there is no connection, or no more, it says why and is restarted, so
 * that it connects again. Subclasses say what the bytes mean.
 */
abstract class SocketReceiver<T> extends Receiver<T> {
    private static final int CONNECT_MILLIS = 30_000;
    private static final int KERNEL_BUFFER_BYTES = 1 << 20;

    private final String host;
    private final int port;
    private transient Socket socket;
    private transient Thread thread;

    SocketReceiver(String host, int port, StorageLevel level) {
        super(level);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is from 1 to 65535, got " + port);
        }
        this.host = requireNonNull(host, "host");
        this.port = port;
    }

    /** Receives until the stream ends. */
    abstract void receive(InputStream in) throws Exception;

    /** How many bytes of a record have come that is not whole, when {@link #receive} failed. */
    long unfinishedBytes() {
        return 0;
    }

    @Override
    final String name() {
        return "socket " + address();
    }

    final String address() {
        return host + ":" + port;
    }

    @Override
    public final void onStart() {
        Socket fresh = new Socket();
        socket = fresh;
        thread = new Thread(() -> connectAndReceive(fresh), "sluice-socket-" + streamId());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public final void onStop() throws IOException, InterruptedException {
        if (thread != null) {
            socket.close();
            thread.join();
        }
    }

    private void connectAndReceive(Socket connection) {
        try (connection) {
            connect(connection);
            if (connection.isConnected()) {
                receiveFrom(connection);
            }
        } catch (IOException notClosed) {
            reportError("The connection to " + address() + " could not be closed", notClosed);
        }
    }

    private void connect(Socket connection) {
        try {
            connection.setReceiveBufferSize(KERNEL_BUFFER_BYTES);
            connection.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (IOException refused) {
            restartFor(ReceiverErrors.notConnected(address(), refused));
        }
    }

    private void receiveFrom(Socket connection) {
        try {
            receive(connection.getInputStream());
            restartFor(ReceiverErrors.closedByPeer(address()));
        } catch (StreamException known) {
            restartFor(known);
        } catch (IOException broken) {
            restartFor(ReceiverErrors.broken(address(), unfinishedBytes(), broken));
        } catch (Throwable thrown) {
            restartFor(ReceiverErrors.failed(name(), "Receiving", thrown));
        }
    }

    /** Nothing is wrong with a connection that ends because the receiver was stopped. */
    private void restartFor(StreamException problem) {
        if (!isStopped()) {
            restart(problem.problem(), problem);
        }
    }
}
