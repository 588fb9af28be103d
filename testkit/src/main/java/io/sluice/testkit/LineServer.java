package io.sluice.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of text lines on a free port of this machine, for programs that read from a socket. Every client that is
 * connected gets what is sent; sending waits for the first one. Thread-safe.
 */
public final class LineServer implements AutoCloseable {
    private final ServerSocket server;
    private final Thread accepting;
    private final List<Socket> clients = new ArrayList<>();
    private int connections;

    private LineServer(ServerSocket server) {
        this.server = server;
        this.accepting = new Thread(this::acceptClients, "sluice-testkit-line-server");
        this.accepting.setDaemon(true);
    }

    /** Opens a server on a port that the operating system picks. */
    public static LineServer open() {
        try {
            LineServer opened = new LineServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            opened.accepting.start();
            return opened;
        } catch (IOException refused) {
            throw new UncheckedIOException("no port could be opened", refused);
        }
    }

    public String host() {
        return server.getInetAddress().getHostAddress();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void acceptClients() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                synchronized (this) {
                    clients.add(client);
                    connections++;
                    notifyAll();
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Sends lines, each ended by a line feed. */
    public void send(String... lines) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        sendBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public synchronized void sendBytes(byte[] bytes) throws InterruptedException {
        while (clients.isEmpty()) {
            wait();
        }
        for (Socket client : clients) {
            try {
                OutputStream out = client.getOutputStream();
                out.write(bytes);
                out.flush();
            } catch (IOException gone) {
                throw new UncheckedIOException("a client is gone", gone);
            }
        }
    }

    /** Waits until so many clients have connected since the server was opened. */
    public synchronized void awaitConnections(int count) throws InterruptedException {
        while (connections < count) {
            wait();
        }
    }

    /** Hangs up on every client; the server goes on, and clients may connect again. */
    public synchronized void disconnectClients() {
        clients.forEach(LineServer::closeQuietly);
        clients.clear();
    }

    @Override
    public void close() {
        closeQuietly(server);
        disconnectClients();
        try {
            accepting.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException closedAlready) {
            // nothing is left to close, which is what was wanted
        }
    }
}
