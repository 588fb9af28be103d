package io.sluice.torture.feed;

import io.sluice.time.StreamClock;
import io.sluice.torture.program.Delivery;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Feeds a program that comes and goes: numbered records over a socket, in small groups, each sent again from the first that
 * was not acknowledged when the program is back; and lines in files. Remembers all of it. Thread-safe.
 */
public final class Feeder implements AutoCloseable {
    private static final int KEYS = 12;
    private static final int FILE_KEYS = 4;
    private static final int MOST_IN_A_GROUP = 25;
    private static final int LINES_IN_A_FILE = 20;
    private static final Duration BETWEEN_GROUPS = Duration.ofMillis(4);
    private static final Duration BETWEEN_FILES = Duration.ofMillis(100);

    private final ServerSocket server;
    private final Path directory;
    private final SplittableRandom random;
    private final StreamClock clock;
    private final int slowness;
    private final List<Thread> threads = new ArrayList<>();

    // guarded by this
    private final List<Delivery> records = new ArrayList<>();
    private final List<Delivery> inFiles = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private int files;
    private boolean finishing;
    private boolean closed;

    /**
     * @param directory into which files are moved
     * @param slowness 1 for as much as a program takes that runs in one process; more divides it
     */
    public Feeder(Path directory, long seed, StreamClock clock, int slowness) throws IOException {
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.directory = Files.createDirectories(directory);
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        this.slowness = slowness;
        begin("torture-feeder", this::serve);
        begin("torture-files", this::writeFiles);
    }

    private void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    // ---- records over the socket

    private void serve() {
        while (!isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                feed(socket);
            } catch (IOException gone) {
                rest(BETWEEN_GROUPS); // the program ended, as it is here to do
            }
        }
    }

    private void feed(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Connection connection = connect();
        out.writeInt(connection.number);
        while (!isClosed()) {
            List<Delivery> group = nextGroup(connection);
            if (!group.isEmpty()) {
                send(group, out);
                acknowledged(connection, in.readLong());
            }
            rest(BETWEEN_GROUPS.multipliedBy(slowness));
        }
    }

    private synchronized Connection connect() {
        long first = connections.isEmpty() ? 0 : connections.get(connections.size() - 1).acknowledged;
        Connection connection = new Connection(connections.size() + 1, first);
        connections.add(connection);
        notifyAll();
        return connection;
    }

    /** The next records, old or new; none when the end has come. Noted as sent before they are. */
    private synchronized List<Delivery> nextGroup(Connection connection) {
        int size = 1 + random.nextInt(MOST_IN_A_GROUP);
        while (!finishing && records.size() < connection.sent + size) {
            String key = "k" + random.nextInt(KEYS);
            records.add(new Delivery(Delivery.FILE, records.size(), key, nextSequence(key)));
        }
        int from = (int) connection.sent;
        int until = Math.min(records.size(), from + size);
        connection.sent = until;
        return List.copyOf(records.subList(from, until));
    }

    private long nextSequence(String key) {
        return sequences.merge(key, 1L, Long::sum) - 1;
    }

    private static void send(List<Delivery> group, DataOutputStream out) throws IOException {
        out.writeInt(group.size());
        for (Delivery record : group) {
            out.writeLong(record.number());
            out.writeUTF(record.key());
            out.writeLong(record.sequence());
        }
        out.flush();
    }

    private synchronized void acknowledged(Connection connection, long last) {
        connection.acknowledged = last + 1;
        notifyAll();
    }

    /**
     * Waits until a connection that is not there yet has taken something.
     *
     * @param before how many connections there were
     * @return whether that came to be in time
     */
    public synchronized boolean awaitConnectionAfter(int before, Duration timeout) throws InterruptedException {
        long deadline = clock.nanoTime() + timeout.toNanos();
        while (connections.size() <= before
                || !connections.get(connections.size() - 1).hasTaken()) {
            long left = Duration.ofNanos(deadline - clock.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** How many connections there were up to now. */
    public synchronized int connections() {
        return connections.size();
    }

    // ---- lines in files

    private void writeFiles() {
        while (!isFinishing()) {
            try {
                writeFile();
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
            rest(BETWEEN_FILES.multipliedBy(slowness));
        }
    }

    private void writeFile() throws IOException {
        List<Delivery> lines = new ArrayList<>();
        String name;
        synchronized (this) {
            for (int i = 0; i < LINES_IN_A_FILE; i++) {
                String key = "f" + random.nextInt(FILE_KEYS);
                lines.add(new Delivery(Delivery.FILE, inFiles.size() + i, key, nextSequence(key)));
            }
            inFiles.addAll(lines);
            name = "%06d".formatted(files++);
        }
        Path unfinished = directory.resolveSibling("unfinished-" + name);
        Files.writeString(unfinished, lines.stream().map(Delivery::line).collect(Collectors.joining("\n", "", "\n")));
        Files.move(unfinished, directory.resolve(name));
    }

    // ---- the end

    /**
     * Sends nothing new, and waits until all is acknowledged and all files are there.
     *
     * @return whether that came to be in time
     */
    public boolean finish(Duration timeout) throws InterruptedException {
        synchronized (this) {
            finishing = true;
        }
        threads.get(1).join();
        long deadline = clock.nanoTime() + timeout.toNanos();
        synchronized (this) {
            while (connections.isEmpty() || connections.get(connections.size() - 1).acknowledged < records.size()) {
                long left = Duration.ofNanos(deadline - clock.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        }
        return true;
    }

    private synchronized boolean isFinishing() {
        return finishing || closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** What was given so far. */
    synchronized Fed fed() {
        List<Fed.Span> spans = connections.stream()
                .map(had -> new Fed.Span(had.number, had.first, had.acknowledged, had.sent))
                .toList();
        return new Fed(List.copyOf(records), spans, List.copyOf(inFiles));
    }

    private void rest(Duration time) {
        try {
            clock.awaitUntil(clock.now().plus(time));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        server.close();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
