package io.sluice.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Where tasks, in processes of their own, wait until the test lets them pass. */
final class Gate implements AutoCloseable {
    private static final int PATIENCE = 300_000;

    private final ServerSocket server;

    private Gate(ServerSocket server) {
        this.server = server;
    }

    static Gate open() {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server.setSoTimeout(PATIENCE);
            return new Gate(server);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** For tasks: returns when the test has let it pass. */
    static void pass(int port, String who) throws IOException {
        try (Socket test = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = test.getOutputStream();
            out.write("%d %s%n".formatted(ProcessHandle.current().pid(), who).getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (test.getInputStream().read() < 0) {
                throw new IOException("the test has closed the gate");
            }
        }
    }

    /** Waits for the next task that comes. */
    Waiting next() {
        try {
            Socket task = server.accept();
            String line =
                    new BufferedReader(new InputStreamReader(task.getInputStream(), StandardCharsets.UTF_8)).readLine();
            String[] words = line.split(" ", 2);
            return new Waiting(task, Long.parseLong(words[0]), words[1]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A task at the gate.
     *
     * @param pid of its executor
     */
    record Waiting(Socket task, long pid, String who) {
        ProcessHandle executor() {
            return ProcessHandle.of(pid).orElseThrow();
        }

        /** Lets it go on, if it is still there. */
        void pass() {
            try (task) {
                task.getOutputStream().write(1);
            } catch (IOException gone) {
                // killed, which is what some tests are about
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
