package io.sluice.cli.quickstart;

import io.sluice.time.StreamClock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves lines to one client at a time, at a steady rate, on a free port, of the loopback address if nothing else is said; what `nc -lk` would do with
 * somebody typing. Runs on a thread of its own, which is gone after {@link #close}.
 */
final class LineServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineServer.class);
    private static final Duration TICK = Duration.ofMillis(20);

    private final ServerSocket listener;
    private final TextInput.EndlessLines lines;
    private final int linesPerSecond;
    private final StreamClock clock;
    private final Thread thread = new Thread(this::serveClients, "sluice-quickstart-server");
    private final CountDownLatch quiet = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean paused;
    private volatile Socket client;
    private final AtomicLong served = new AtomicLong();

    private LineServer(ServerSocket listener, TextInput input, int linesPerSecond, StreamClock clock) {
        this.listener = listener;
        this.lines = input.lines();
        this.linesPerSecond = linesPerSecond;
        this.clock = clock;
        thread.setDaemon(true);
    }

    static LineServer start(TextInput input, int linesPerSecond, StreamClock clock) throws IOException {
        return start(InetAddress.getLoopbackAddress(), input, linesPerSecond, clock);
    }

    /** On another address of this machine's. */
    static LineServer start(InetAddress address, TextInput input, int linesPerSecond, StreamClock clock)
            throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, address);
        LineServer server = new LineServer(listener, input, linesPerSecond, clock);
        server.thread.start();
        return server;
    }

    HostPort address() {
        return new HostPort(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /** Lines handed to the network so far. */
    long served() {
        return served.get();
    }

    private void serveClients() {
        try {
            while (!paused && closing.getCount() > 0) {
                serveNextClient();
            }
            quiet.countDown();
            closing.await(); // an open connection, so that the client takes the silence for silence
        } catch (InterruptedException closed) {
            LOG.debug("The line server ends");
        } finally {
            quiet.countDown();
            closeQuietly(client);
            lines.close();
        }
    }

    private void serveNextClient() throws InterruptedException {
        try {
            client = listener.accept();
            serve(new BufferedWriter(
                    new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8), 64 << 10));
        } catch (IOException clientGone) {
            closeQuietly(client);
            LOG.debug("The client went, or the server is closed", clientGone);
        }
    }

    /** A client that reads too slowly is waited for, and what was not served meanwhile is not made up for. */
    private void serve(Writer out) throws IOException, InterruptedException {
        Instant due = clock.now();
        double owed = 0;
        while (!paused) {
            owed += linesPerSecond * (TICK.toNanos() / 1e9);
            for (; owed >= 1; owed--) {
                out.write(lines.next());
                out.write('\n');
                served.incrementAndGet();
            }
            out.flush();
            Instant now = clock.now();
            due = due.plus(TICK).isAfter(now.minusSeconds(1)) ? due.plus(TICK) : now;
            clock.awaitUntil(due);
        }
    }

    /** Serves no more lines, and keeps the connection. */
    void pause() {
        paused = true;
        if (client == null) {
            closeQuietly(listener);
        }
        try {
            if (!quiet.await(1, TimeUnit.SECONDS)) {
                LOG.debug("The client does not read what it is served");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        paused = true;
        closing.countDown();
        closeQuietly(listener);
        closeQuietly(client);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable closed) {
        try {
            if (closed != null) {
                closed.close();
            }
        } catch (Exception ignored) {
            LOG.debug("Closing {}", closed, ignored);
        }
    }
}
