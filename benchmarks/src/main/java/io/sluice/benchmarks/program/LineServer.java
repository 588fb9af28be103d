package io.sluice.benchmarks.program;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Serves 27-byte lines to whoever connects, one client at a time, as fast as they are taken; runs until it is ended. */
public final class LineServer {
    private static final int LINES_PER_WRITE = 4096;

    private LineServer() {}

    public static void main(String[] args) throws IOException {
        byte[] lines = lines();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Figures.print("port", server.getLocalPort());
            while (true) {
                serve(server.accept(), lines);
            }
        }
    }

    private static void serve(Socket client, byte[] lines) {
        try (client;
                OutputStream out = client.getOutputStream()) {
            while (true) {
                out.write(lines);
            }
        } catch (IOException gone) {
            // The client has what it wanted; the next one may connect.
        }
    }

    private static byte[] lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES_PER_WRITE; i++) {
            text.append("line %06d of a steady feed".formatted(i)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
